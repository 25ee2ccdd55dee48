using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace AspNetCorePrometheus.Instrumentation.Pipeline;

/// <summary>Hands the SDK's batch to whoever asked for the collection.</summary>
[ExportModes(ExportModes.Pull)]
internal sealed class BatchExporter : BaseExporter<Metric>, IPullMetricExporter
{
    private Action<Batch<Metric>>? _consume;
    private Exception? _failure;
    private bool _exported;

    /// <inheritdoc />
    public Func<int, bool>? Collect { get; set; }

    /// <summary>
    /// Collects through the door that the reader has put into <see cref="Collect"/>. Throws if the SDK did not collect, and what
    /// the consumer threw, which the SDK would swallow: half a page must not pass for a whole one.
    /// </summary>
    public void Run(Action<Batch<Metric>> consume)
    {
        _consume = consume;
        _failure = null;
        _exported = false;
        var collected = Collect!(Timeout.Infinite);
        _consume = null;
        if (_failure is { } failure)
        {
            throw new InvalidOperationException("The metrics could not be written.", failure);
        }

        if (!collected || !_exported)
        {
            throw new InvalidOperationException("The metrics could not be collected.");
        }
    }

    public override ExportResult Export(in Batch<Metric> batch)
    {
        try
        {
            _exported = true;
            _consume?.Invoke(batch);
            return ExportResult.Success;
        }
        catch (Exception exception)
        {
            _failure = exception;
            return ExportResult.Failure;
        }
    }
}
