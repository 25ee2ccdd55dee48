using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.EntityFramework;
using AspNetCorePrometheus.Instrumentation.Page;
using Microsoft.Extensions.DependencyInjection;

namespace AspNetCorePrometheus.Instrumentation.Models;

/// <summary>Changes of EF Core's entities: the rows of <c>ExportModels</c>.</summary>
internal sealed class ModelInstrumentation : IInstrumentationPart, IEfCoreInstrumentation
{
    private readonly ModelFamilies _families;
    private readonly Lazy<ModelListener> _listener;

    public ModelInstrumentation(PrometheusSettings settings)
    {
        _families = new ModelFamilies(settings);

        // Made with the first event: what it holds loads two assemblies that a host without a database does not need.
        _listener = new Lazy<ModelListener>(() => new ModelListener(_families));
    }

    public string Name => "models";

    public int FaultEvent => LogEvents.ModelMeasurementFailed;

    public IEnumerable<SeriesStream> Streams => _families.All;

    public IEfCoreReceiver NewReceiver() => new ModelReceiver(_listener.Value);

    public void AddTo(IServiceCollection services) => RegisteredContexts.Of(services);
}
