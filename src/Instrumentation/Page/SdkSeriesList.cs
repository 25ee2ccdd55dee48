using OpenTelemetry.Metrics;

namespace AspNetCorePrometheus.Instrumentation.Page;

/// <summary>The series of one metric of the SDK in its order, as they were on the last page.</summary>
/// <remarks>
/// The SDK keeps all series of a metric in one array for as long as it lives, and hands them out in their order there. So how far
/// a series lies behind the first one tells which it is, and neither its attributes nor ours need be read from memory for that.
/// A series may come to stand before the first (the one without attributes, or the overflow), or the first may go (of an observable
/// instrument); then attributes are compared once. With cumulative temporality, which is all there is here, no place is given to
/// another series.
/// </remarks>
internal sealed class SdkSeriesList(SdkStream stream)
{
    private const int FewSeries = 4;

    private SdkSeries[] _series = [];
    private int _count;
    private bool _isMoving;

    public Span<SdkSeries> All => _series.AsSpan(0, _count);

    /// <summary>Forgets every series, so that each is made and claimed again.</summary>
    public void Clear() => (_series, _count) = ([], 0);

    /// <summary>The series of the next point of a page; it is made and claimed if it is new.</summary>
    /// <param name="position">How many series stand before it on the page.</param>
    /// <param name="place">Bytes behind the first point, where the SDK keeps it.</param>
    /// <param name="point">As the SDK hands it out.</param>
    /// <param name="slot">Where series are claimed.</param>
    public ref readonly SdkSeries At(int position, nint place, in MetricPoint point, FamilySlot slot)
    {
        if (position == 0)
        {
            // Until a page comes to its end: one may be given up before.
            _isMoving = _isMoving || (_count > 0 && !_series[0].Is(point.Tags));
        }

        if (position < _count)
        {
            ref var known = ref _series[position];
            if (_isMoving ? known.Is(point.Tags) : known.Place == place)
            {
                known.Place = place;
                return ref known;
            }
        }

        // Of an observable instrument the SDK hands out what was observed last: those between are gone, until they come back.
        for (var later = position + 1; later < _count && (_isMoving || _series[later - 1].Place < place); later++)
        {
            if (_isMoving ? _series[later].Is(point.Tags) : _series[later].Place == place)
            {
                Release(position, later, slot);
                Array.Copy(_series, later, _series, position, _count - later);
                _count -= later - position;
                Array.Clear(_series, _count, later - position);
                _series[position].Place = place;
                return ref _series[position];
            }
        }

        // A series that comes in at the front moves the others by one place.
        if (_count == _series.Length)
        {
            Array.Resize(ref _series, Math.Max(FewSeries, 2 * _count));
        }

        Array.Copy(_series, position, _series, position + 1, _count++ - position);
        _series[position] = stream.Make(point.Tags, place, slot);
        slot.Claim(_series[position].Labels, stream);
        return ref _series[position];
    }

    /// <summary>Ends a page of so many series: those behind are gone.</summary>
    public void End(int position, FamilySlot slot)
    {
        Release(position, _count, slot);
        Array.Clear(_series, position, _count - position);
        _count = position;
        _isMoving = false;
    }

    private void Release(int from, int to, FamilySlot slot)
    {
        foreach (ref var series in _series.AsSpan(from..to))
        {
            slot.Release(series.Labels, stream);
        }
    }
}
