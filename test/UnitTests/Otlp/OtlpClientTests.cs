using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using AspNetCorePrometheus.Instrumentation.Otlp;
using AspNetCorePrometheus.TestOtlp;
using Google.Protobuf;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Otlp;

public sealed class OtlpClientTests
{
    private static readonly Push Message = new()
    {
        Parts = { new SourcePart { Meters = { new MeterPart { Meter = new MeterName { Name = new string('m', 10_000) } } } } },
    };

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task A_message_arrives_whole_with_its_headers(bool isGrpc, bool compresses)
    {
        await using var collector = await Collector.StartAsync(isGrpc);

        var answer = Send(collector, isGrpc, options => options with
        {
            Compresses = compresses,
            Headers = [new("X-Scope-OrgID", "shop")],
        });

        Assert.Null(answer.Problem);
        Assert.Equal(Message, Assert.Single(collector.Pushes));
        var headers = Assert.Single(collector.Headers);
        Assert.Equal("shop", headers["x-scope-orgid"]);
        Assert.Equal(isGrpc ? "application/grpc" : "application/x-protobuf", headers["content-type"]);
        Assert.Equal(
            isGrpc ? "POST /opentelemetry.proto.collector.metrics.v1.MetricsService/Export HTTP/2" : "POST /v1/metrics HTTP/1.1",
            headers[":"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_push_is_in_no_metric_and_no_trace_of_the_application(bool isGrpc)
    {
        var instruments = new ConcurrentBag<string>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, own) => own.EnableMeasurementEvents(instrument) };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Note(instrument, tags));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Note(instrument, tags));
        listener.Start();
        using var sampler = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("System.Net.Http", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(sampler);
        using var activity = new Activity("of the application").SetIdFormat(ActivityIdFormat.W3C).Start();
        await using var collector = await Collector.StartAsync(isGrpc);
        var port = collector.Address.Port;

        Send(collector, isGrpc);

        Assert.DoesNotContain(collector.Headers.Single().Keys, name => name is "traceparent" or "request-id" or "tracestate");
        Assert.DoesNotContain(instruments, entry => entry.EndsWith($":{port}", StringComparison.Ordinal));
        using var plain = new HttpClient();
        using var other = await plain.GetAsync(new UriBuilder(collector.Address) { Path = "/" }.Uri).ContinueWith(_ => new HttpResponseMessage());
        Assert.Contains(instruments, entry => entry == $"http.client.request.duration:{port}");

        void Note(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            foreach (var (key, value) in tags)
            {
                if (key == "server.port" && instrument.Name.StartsWith("http.client.", StringComparison.Ordinal))
                {
                    instruments.Add($"{instrument.Name}:{value}");
                }
            }
        }
    }

    [Theory]
    [InlineData(400, false)]
    [InlineData(401, false)]
    [InlineData(404, false)]
    [InlineData(429, true)]
    [InlineData(500, false)]
    [InlineData(502, true)]
    [InlineData(503, true)]
    [InlineData(504, true)]
    public async Task A_status_says_whether_it_may_pass(int status, bool isPassing)
    {
        await using var collector = await Collector.StartAsync();
        collector.Instead = context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.RetryAfter = "7";
            return Task.CompletedTask;
        };

        var answer = Send(collector);

        Assert.Equal(($"it answered {status}", isPassing), (answer.Problem, answer.IsPassing));
        Assert.Equal(TimeSpan.FromSeconds(7), answer.Wait);
    }

    [Theory]
    [InlineData(14, true)]
    [InlineData(4, true)]
    [InlineData(3, false)]
    [InlineData(16, false)]
    public async Task A_gRPC_status_says_whether_it_may_pass(int status, bool isPassing)
    {
        await using var collector = await Collector.StartAsync(isGrpc: true);
        collector.GrpcStatus = status;

        var answer = Send(collector, isGrpc: true);

        Assert.Equal(($"it answered with gRPC status {status}", isPassing), (answer.Problem, answer.IsPassing));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_receiver_that_takes_a_part_only_is_a_problem_that_no_repetition_mends(bool isGrpc)
    {
        await using var collector = await Collector.StartAsync(isGrpc);
        collector.Answer = new PushAnswer { PartlyTaken = new PartlyTaken { Reason = "too many", RejectedPoints = 300 } };

        Assert.Equal(new OtlpAnswer("it took only a part of the metrics"), Send(collector, isGrpc));

        collector.Answer = new PushAnswer { PartlyTaken = new PartlyTaken { Reason = "a warning only" } };
        Assert.Null(Send(collector, isGrpc).Problem);
    }

    [Fact]
    public async Task A_receiver_that_is_gone_or_does_not_answer_may_come_back()
    {
        var collector = await Collector.StartAsync();
        collector.Instead = context => Task.Delay(Timeout.Infinite, context.RequestAborted);

        var silent = Send(collector, tune: options => options with { Timeout = TimeSpan.FromMilliseconds(50) });
        Assert.Equal(("there was no answer in time", true), (silent.Problem, silent.IsPassing));

        var address = collector.Address;
        await collector.DisposeAsync();
        using var client = new OtlpClient(Options(address, isGrpc: false));
        var gone = client.Send([], CancellationToken.None);
        Assert.Equal(("it cannot be reached (ConnectionError)", true), (gone.Problem, gone.IsPassing));
    }

    private static OtlpAnswer Send(Collector collector, bool isGrpc = false, Func<OtlpOptions, OtlpOptions>? tune = null)
    {
        var options = Options(collector.Address, isGrpc);
        using var client = new OtlpClient(tune is null ? options : tune(options));
        return client.Send(Message.ToByteArray(), CancellationToken.None);
    }

    private static OtlpOptions Options(Uri address, bool isGrpc) => new OtlpEnvironment(
        name => name == "OTEL_EXPORTER_OTLP_PROTOCOL" ? isGrpc ? "grpc" : "http/protobuf" : null, Assert.Fail).Complete(address);
}
