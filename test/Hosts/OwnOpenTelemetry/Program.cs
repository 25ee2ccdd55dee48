using System.Diagnostics.Metrics;
using System.Reflection;
using System.Runtime.Loader;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

using var meter = new Meter("Own");
var visits = meter.CreateCounter<long>("own.visits", "{visit}", "Visits of the front page.");

var collector = Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT") ?? "http://127.0.0.1:4318";
using var provider = Sdk.CreateMeterProviderBuilder()
    .AddMeter("Microsoft.AspNetCore.Hosting", "Own")
    .AddOtlpExporter((exporter, reader) =>
    {
        exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
        exporter.Endpoint = new Uri(collector.TrimEnd('/') + "/v1/metrics");
        reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = 1000;
    })
    .Build();

using var traces = Sdk.CreateTracerProviderBuilder()
    .AddSource("Microsoft.AspNetCore")
    .SetSampler(new AlwaysOnSampler())
    .Build();

var builder = WebApplication.CreateBuilder(args);
var app = builder.Build();

app.MapGet("/", () =>
{
    visits.Add(1);
    return "own";
});
app.MapGet("/trace", () => System.Diagnostics.Activity.Current?.TraceId.ToHexString());
app.MapGet("/versions", () => AssemblyLoadContext.Default.Assemblies
    .Where(assembly => assembly.GetName().Name is { } name
        && (name.StartsWith("OpenTelemetry", StringComparison.Ordinal)
            || name.StartsWith("AspNetCorePrometheus", StringComparison.Ordinal)))
    .OrderBy(assembly => assembly.GetName().Name, StringComparer.Ordinal)
    .Select(assembly => new
    {
        assembly.GetName().Name,
        Version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion,
        assembly.Location,
    }));

app.Run();
