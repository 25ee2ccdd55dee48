using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.EntityFramework;
using AspNetCorePrometheus.Instrumentation.Page;
using Microsoft.Extensions.DependencyInjection;

namespace AspNetCorePrometheus.Instrumentation.Models;

/// <summary>Changes of EF Core's entities: the rows of <c>ExportModels</c>.</summary>
internal sealed class ModelInstrumentation : IInstrumentationPart
{
    private readonly ModelFamilies _families;

    public ModelInstrumentation(PrometheusSettings settings)
    {
        _families = new ModelFamilies(settings);

        // Made with the first event: what it holds loads two assemblies that a host without a database does not need.
        var listener = new Lazy<ModelListener>(() => new ModelListener(_families));
        new EfCoreSubscription(Name, LogEvents.ModelMeasurementFailed, () => new ModelReceiver(listener.Value)).Start();
    }

    public string Name => "models";

    public IEnumerable<SeriesStream> Streams => _families.All;

    public void AddTo(IServiceCollection services) => RegisteredContexts.Of(services);
}
