using AspNetCorePrometheus.Instrumentation.Exposition;

namespace AspNetCorePrometheus.Instrumentation.Page;

/// <summary>A family's place on the page and the streams that fill it.</summary>
/// <remarks>
/// Two streams may not write the same series. If they belong to the same meter (of two hosts) their values are added up; if two
/// meters collide, the labels <c>otel_scope_*</c> tell them apart. Both are found when a label set is seen for the first time,
/// and hold from then on, so that a series keeps its identity.
/// </remarks>
internal sealed class FamilySlot(Family family, IdleSeries? idle = null)
{
    private readonly Dictionary<LabelSet, SeriesStream> _owners = [];

    // Pages are written one at a time.
    private SeriesSum? _sum;
    private bool _willBeScoped;

    public Family Family { get; } = family;

    public List<SeriesStream> Streams { get; } = [];

    /// <summary>Whether values of equal labels are added up before they are written.</summary>
    public bool IsMerged { get; private set; }

    /// <summary>Whether the labels of the meter stand on every series.</summary>
    public bool IsScoped { get; private set; }

    /// <summary>Whether a collision changed how the family is written, so that what is on the page of it is void.</summary>
    public bool IsUnsettled { get; private set; }

    /// <summary>
    /// Whether a family of another type may have the name. A counter that nothing is left of may only be silent, and its sum would be lost.
    /// </summary>
    public bool IsVacant => Streams.Count == 0 && Family.Type == FamilyType.Gauge;

    /// <summary>Whether a stream of the family has reached its series limit.</summary>
    public bool HasOverflowed { get; set; }

    public void Add(SeriesStream stream)
    {
        Streams.Add(stream);
        if (IsScoped)
        {
            stream.ForgetLabels();
        }
    }

    /// <summary>Adds what ended streams left; their series may come back at any time, so values are added up from now on.</summary>
    public void AddEnded(EndedStream stream)
    {
        Streams.Add(stream);
        IsMerged = true;
    }

    public void Remove(SeriesStream stream)
    {
        Streams.Remove(stream);

        // What is added up was claimed by one of several streams.
        var heir = IsMerged ? Streams.Find(other => other.Meter == stream.Meter) : null;
        foreach (var labels in _owners.Where(entry => entry.Value == stream).Select(entry => entry.Key).ToArray())
        {
            if (heir is null)
            {
                _owners.Remove(labels);
            }
            else
            {
                _owners[labels] = heir;
            }
        }
    }

    /// <summary>Begins a page or a push: from here on the labels of the meter stand on every series, if it has come to that.</summary>
    public void Begin()
    {
        IsUnsettled = false;
        if (!_willBeScoped)
        {
            return;
        }

        _willBeScoped = false;
        IsScoped = true;
        _owners.Clear();
        Streams.ForEach(static stream => stream.ForgetLabels());
    }

    /// <summary>Writes the family's series to the page, or nothing if it has none.</summary>
    public void WriteTo(PageWriter page)
    {
        Begin();
        if (Streams.TrueForAll(static stream => stream.IsEmpty))
        {
            return;
        }

        if (idle is not null)
        {
            WriteSeries(idle.Begin(page));
            idle.End();
            return;
        }

        page.Begin(Family);
        WriteSeries(page);
    }

    /// <summary>Takes a label set that a stream writes for the first time.</summary>
    public void Claim(LabelSet labels, SeriesStream stream)
    {
        // Every label set is about to be made and claimed anew: what is claimed before would be taken for another stream's then.
        if (_willBeScoped)
        {
            return;
        }

        if (_owners.TryAdd(labels, stream) || (IsMerged && _owners[labels].Meter == stream.Meter))
        {
            return;
        }

        IsUnsettled = true;
        if (_owners[labels].Meter == stream.Meter || IsScoped)
        {
            IsMerged = true;
            return;
        }

        _willBeScoped = true;
    }

    /// <summary>Gives back a label set that a stream no longer writes, so that it may be claimed again.</summary>
    public void Release(LabelSet labels, SeriesStream stream)
    {
        if (!IsMerged && _owners.GetValueOrDefault(labels) == stream)
        {
            _owners.Remove(labels);
        }
    }

    private void WriteSeries(ISampleSink sink)
    {
        if (IsMerged)
        {
            var sum = _sum ??= new SeriesSum();
            sum.Begin();
            foreach (var stream in Streams)
            {
                sum.LastHolds = !stream.IsAdditive;
                stream.WriteTo(sum, this);
            }

            sum.WriteTo(sink);
            return;
        }

        foreach (var stream in Streams)
        {
            stream.WriteTo(sink, this);
        }
    }
}
