using AspNetCorePrometheus.Instrumentation.Databases;
using AspNetCorePrometheus.Instrumentation.Lanes;

namespace AspNetCorePrometheus.Instrumentation.Migrations;

/// <summary>The series of one context. They keep their last values while look-ups fail.</summary>
internal sealed class MigrationSeries(string context, MigrationFamilies families)
{
    private readonly KeyValuePair<string, object?> _context = new(MigrationAttributes.Context, context);

    private DatabaseIdentity? _database;
    private LaneGauge[] _shown = [];

    /// <summary>The gauges that have values of this context.</summary>
    public IReadOnlyList<LaneGauge> Shown => _shown;

    /// <summary>Shows what was found. If the context has another database than before, the earlier one's series go.</summary>
    public void Show(MigrationCounts counts)
    {
        if (counts.Database != _database)
        {
            Clear(_shown);
            _shown = Series(counts.Database);
            _database = counts.Database;
        }

        _shown[0].Set(counts.Applied);
        _shown[1].Set(counts.Pending);
        _shown[2].Set(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / 1000.0);
    }

    public void CountError(Type error) =>
        families.Errors.Series(_context, new(MigrationAttributes.ErrorType, error.FullName)).Add(1);

    public static void Clear(IEnumerable<LaneGauge> gauges)
    {
        foreach (var gauge in gauges)
        {
            gauge.Clear();
        }
    }

    private LaneGauge[] Series(DatabaseIdentity database)
    {
        ReadOnlySpan<KeyValuePair<string, object?>> attributes =
        [
            _context,
            new(MigrationAttributes.System, database.System),
            new(MigrationAttributes.Namespace, database.Namespace ?? string.Empty),
            new(MigrationAttributes.Address, database.Address ?? string.Empty),
        ];
        return [families.Applied.Series(attributes), families.Pending.Series(attributes), families.LastSuccess.Series(_context)];
    }
}
