using System.Runtime.CompilerServices;
using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Exposition;
using AspNetCorePrometheus.Instrumentation.Pipeline;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace AspNetCorePrometheus.Instrumentation.Page;

/// <summary>All families of the process in the order of their names, and the streams that fill them. Not thread-safe.</summary>
/// <param name="settings">Prefix, constant labels.</param>
/// <param name="ownMeter">The meter that alone may have families of <see cref="OwnPrefix"/>.</param>
/// <param name="clock">What tells idle series.</param>
internal sealed class PageCatalog(PrometheusSettings settings, string ownMeter = OwnMeter.Name, TimeProvider? clock = null)
{
    private const string OwnPrefix = "aspnetcore_prometheus_";

    private readonly string _reserved = settings.Namespace is { } prefix ? $"{prefix}_{OwnPrefix}" : OwnPrefix;
    private readonly Dictionary<string, FamilySlot> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FamilySlot> _claimed = new(StringComparer.Ordinal);
    private readonly List<FamilySlot> _slots = [];
    private readonly Dictionary<Metric, SdkStream> _metrics = new(ReferenceEqualityComparer.Instance);

    // By who has the name; null for the drop-in itself. A metric is forgotten with the SDK's last hold of it: one that is silent comes back.
    private readonly ConditionalWeakTable<Metric, FamilySlot?> _refused = [];

    private int _lateTaken;
    private bool _isSorted;
    private long _pass;

    /// <summary>Streams that come into being while the process runs, in that order; none is ever taken away.</summary>
    public Func<IReadOnlyList<SeriesStream>> Late { get; init; } = static () => [];

    /// <summary>The exemplars of a metric's series; null for one that can have none.</summary>
    public Func<Metric, InstrumentExemplars?> Exemplars { get; init; } = static _ => null;

    /// <summary>The observable instrument behind a metric; null if it has none.</summary>
    public Func<Metric, ObservedMetric?> Observed { get; init; } = static _ => null;

    /// <summary>Whether pages tell when counters and histograms began.</summary>
    public bool TellsCreated => settings.Created;

    /// <summary>Families that have reached their series limit.</summary>
    public IReadOnlyList<string> Overflowed =>
        _slots.Exists(static slot => slot.HasOverflowed) ? [.. _slots.Where(slot => slot.HasOverflowed).Select(slot => slot.Family.Name)] : [];

    /// <summary>Adds a stream that lives as long as the process.</summary>
    public void Add(SeriesStream stream) => TryAdd(stream, out _);

    /// <summary>Writes the page of a collection's metrics and of the streams that were added.</summary>
    /// <param name="batch">The collection.</param>
    /// <param name="page">Writes the page.</param>
    /// <param name="buffer">What it writes into.</param>
    /// <param name="filter">The families that are asked for; null for all.</param>
    public void Write(in Batch<Metric> batch, PageWriter page, PageBuffer buffer, FamilyFilter? filter = null)
    {
        Update(batch);
        if (!_isSorted)
        {
            _slots.Sort(static (a, b) => string.CompareOrdinal(a.Family.Name, b.Family.Name));
            _isSorted = true;
        }

        // A collision seen for the first time changes how a family is written, and the page is begun anew. Each family
        // changes twice at the most, and all collisions of one attempt are found in it.
        while (!TryWriteSlots(page, filter))
        {
            buffer.Clear();
            page.Reset(buffer);
        }

        page.End();
    }

    /// <summary>Takes over a collection's metrics, and what ended ones left; answers every family, in any order.</summary>
    public IReadOnlyList<FamilySlot> Update(in Batch<Metric> batch)
    {
        _pass++;
        for (var late = Late(); _lateTaken < late.Count; _lateTaken++)
        {
            TryAdd(late[_lateTaken], out _);
        }

        foreach (var metric in batch)
        {
            Take(metric);
        }

        EndAbsent();
        return _slots;
    }

    private bool TryWriteSlots(PageWriter page, FamilyFilter? filter)
    {
        var settled = true;
        foreach (var slot in _slots)
        {
            if (filter?.Includes(slot.Family) == false)
            {
                continue;
            }

            slot.WriteTo(page);
            settled &= !slot.IsUnsettled;
        }

        return settled;
    }

    private void Take(Metric metric)
    {
        if (_metrics.TryGetValue(metric, out var stream))
        {
            stream.Take(_pass);
            return;
        }

        if (_refused.TryGetValue(metric, out var holder) && holder?.IsVacant != true)
        {
            return;
        }

        stream = new SdkStream(metric, settings.Namespace, settings.Labels, Exemplars(metric), Observed(metric));
        stream.Take(_pass);
        if (TryAdd(stream, out holder))
        {
            _metrics[metric] = stream;
            _refused.Remove(metric);
        }
        else
        {
            _refused.AddOrUpdate(metric, holder);
        }
    }

    private bool TryAdd(SeriesStream stream, out FamilySlot? holder)
    {
        holder = null;
        var family = stream.Family;
        if (family.Name.StartsWith(_reserved, StringComparison.Ordinal)
            && stream.Meter != MeterIdentity.Own
            && stream.Meter.Name != ownMeter)
        {
            return Refuse(stream, family.Name, "the drop-in itself");
        }

        if (!_byName.TryGetValue(family.Name, out var slot) || slot.Family.Type != family.Type)
        {
            foreach (var name in ClaimedNames.Of(family, settings.Created))
            {
                if (_claimed.TryGetValue(name, out holder) && !TryRelease(holder))
                {
                    return Refuse(stream, name, Describe(holder.Family));
                }
            }

            slot = Make(family);
        }

        slot.Add(stream);
        return true;
    }

    private bool TryRelease(FamilySlot slot)
    {
        if (!slot.IsVacant)
        {
            return false;
        }

        _slots.Remove(slot);
        _byName.Remove(slot.Family.Name);
        foreach (var name in ClaimedNames.Of(slot.Family, settings.Created))
        {
            _claimed.Remove(name);
        }

        return true;
    }

    private FamilySlot Make(Family family)
    {
        var hidesIdle = settings.HideIdle > TimeSpan.Zero && family.Type is FamilyType.Counter or FamilyType.Histogram;
        var slot = new FamilySlot(
            family, hidesIdle ? new IdleSeries(family, settings.HideIdle, clock ?? TimeProvider.System) : null);
        _byName[family.Name] = slot;
        foreach (var name in ClaimedNames.Of(family, settings.Created))
        {
            _claimed[name] = slot;
        }

        _isSorted = false;
        _slots.Add(slot);
        return slot;
    }

    // Two families of one name would make the whole page unreadable to a scraper, and a family of ours that an application had
    // taken before would be missing.
    private static bool Refuse(SeriesStream stream, string name, string holder)
    {
        FaultReport.Note(
            LogEvents.FamilyConflict,
            "page",
            $"{Describe(stream.Family)} of meter {stream.Meter.Name} is left out: the name {name} belongs to {holder}");
        return false;
    }

    private static string Describe(Family family) => $"{family.Name} ({family.Type})";

    private void EndAbsent()
    {
        foreach (var (metric, stream) in _metrics)
        {
            if (stream.LastPass == _pass)
            {
                continue;
            }

            var slot = _byName[stream.Family.Name];
            if (!stream.HasEnded)
            {
                // Without what a counter told last its sum with others would fall, and rise again.
                stream.IsSilent |= !stream.IsMonotonic || slot.Streams.Count == 1;
                continue;
            }

            _metrics.Remove(metric);
            if (stream is { IsMonotonic: true, IsSilent: false })
            {
                Ended(slot, stream.Meter).Absorb(stream, slot);
            }

            // Behind, as what is absorbed may be claimed for the stream.
            slot.Remove(stream);
        }
    }

    private EndedStream Ended(FamilySlot slot, MeterIdentity meter)
    {
        var ended = slot.Streams.OfType<EndedStream>().FirstOrDefault(stream => stream.Meter == meter);
        if (ended is null)
        {
            slot.AddEnded(ended = new EndedStream(slot.Family, meter, settings.Labels));
        }

        return ended;
    }
}
