using AspNetCorePrometheus.Instrumentation.Exposition;

namespace AspNetCorePrometheus.Instrumentation.Lanes;

/// <summary>
/// A sum that the runtime keeps, read by each collection before its pages are written. Both happen under the pipeline's lock.
/// </summary>
internal sealed class LaneObservation(KeyValuePair<string, object?>[] attributes) : LaneSeries(attributes)
{
    private bool _hasValue;
    private bool _isWhole;
    private long _whole;
    private double _fractional;

    public override bool HasValue => _hasValue;

    public void Set(long value) => (_hasValue, _isWhole, _whole) = (true, true, value);

    public void Set(double value) => (_hasValue, _isWhole, _fractional) = (true, false, value);

    public override void WriteTo(ISampleSink sink)
    {
        if (_isWhole)
        {
            sink.Sample(Labels, _whole, new SampleDetail(Created));
        }
        else
        {
            sink.Sample(Labels, _fractional, new SampleDetail(Created));
        }
    }
}
