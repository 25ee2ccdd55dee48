using AspNetCorePrometheus.Instrumentation.Exposition;

namespace AspNetCorePrometheus.Instrumentation.Lanes;

/// <summary>
/// A value that is set now and then. It is on the page from the first value on until it is taken back, and may return.
/// </summary>
internal sealed class LaneGauge(KeyValuePair<string, object?>[] attributes) : LaneSeries(attributes)
{
    private readonly Lock _gate = new();

    private bool _hasValue;
    private bool _isWhole;
    private long _whole;
    private double _fractional;

    public override bool HasValue
    {
        get
        {
            lock (_gate)
            {
                return _hasValue;
            }
        }
    }

    public void Set(long value)
    {
        lock (_gate)
        {
            (_hasValue, _isWhole, _whole) = (true, true, value);
        }
    }

    public void Set(double value)
    {
        lock (_gate)
        {
            (_hasValue, _isWhole, _fractional) = (true, false, value);
        }
    }

    /// <summary>Takes the series off the page, because what it told of is gone.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _hasValue = false;
        }
    }

    public override void WriteTo(ISampleSink sink)
    {
        lock (_gate)
        {
            if (!_hasValue)
            {
                return;
            }

            if (_isWhole)
            {
                sink.Sample(Labels, _whole);
            }
            else
            {
                sink.Sample(Labels, _fractional);
            }
        }
    }
}
