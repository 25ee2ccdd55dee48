using System.Diagnostics.Metrics;
using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Caches;
using AspNetCorePrometheus.Instrumentation.Databases;
using AspNetCorePrometheus.Instrumentation.Exposition;
using AspNetCorePrometheus.Instrumentation.Migrations;
using AspNetCorePrometheus.Instrumentation.Models;
using AspNetCorePrometheus.Instrumentation.Page;
using AspNetCorePrometheus.Instrumentation.ProcessMetrics;
using AspNetCorePrometheus.Instrumentation.Requests;
using AspNetCorePrometheus.Instrumentation.Self;
using AspNetCorePrometheus.Instrumentation.Serving;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Conventions;

public class MetricsDocumentTests
{
    private const string Document = "docs/metrics.md";

    public static TheoryData<string, string> InstrumentsByHeading() => new()
    {
        { "Process", nameof(ProcessMeter) },
        { "The drop-in itself", nameof(SelfMeter) },
    };

    [Theory]
    [InlineData("Requests")]
    [InlineData("Migrations")]
    public void Every_family_of_a_lane_is_documented_as_the_page_shows_it_and_no_other_is(string heading) =>
        Assert.Equal(
            Streams(heading).Select(stream => (stream.Family.Name, Word(stream.Family.Type))).Order(),
            Rows(heading).Select(row => (row.Code("on the page"), Type(row))).Order());

    [Fact]
    public void Every_cache_family_is_documented_as_the_page_shows_it_and_no_other_is()
    {
        var (settings, _) = SettingsReader.Read(new ConfigurationBuilder().Build());

        Assert.Equal(
            new CacheFamilies(settings).All.Select(stream => (stream.Family.Name, Word(stream.Family.Type))).Distinct().Order(),
            Rows("Caches").Concat(Rows("Databases").Where(IsOfRedisToo)).Select(row => (row.Code("on the page"), Type(row))).Order());
    }

    [Fact]
    public void Every_database_and_model_family_is_documented_as_the_page_shows_it_and_no_other_is()
    {
        var (settings, _) = SettingsReader.Read(new ConfigurationBuilder().Build());

        Assert.Equal(
            new DatabaseFamilies(settings).All.Concat(new ModelFamilies(settings).All)
                .Select(stream => (stream.Family.Name, Word(stream.Family.Type))).Order(),
            Rows("Databases").Concat(Rows("Models")).Select(row => (row.Code("on the page"), Type(row))).Order());
    }

    // One schema for every database: the commands of Redis stand in the family that databases have.
    private static bool IsOfRedisToo(TableRow row) => row.Code("on the page") == "db_client_operation_duration_seconds";

    [Theory]
    [MemberData(nameof(InstrumentsByHeading))]
    public void Every_instrument_of_our_own_is_documented_and_no_other_is(string heading, string source) =>
        Assert.Equal(
            Created(source).Order(),
            Rows(heading).Select(row => (row.Code("instrument"), row.Code("unit"), row["type"])).Order());

    [Fact]
    public void Every_documented_name_on_the_page_is_the_translation_of_its_instrument()
    {
        foreach (var row in DocumentTable.Rows(Document, "instrument"))
        {
            var unit = row.Code("unit") is not "–" and var given ? given : null;
            var type = row["type"] switch
            {
                "counter" => FamilyType.Counter,
                "histogram" => FamilyType.Histogram,
                _ => FamilyType.Gauge,
            };
            Assert.Equal(Family.Create(row.Code("instrument"), unit, null, type).Name, row.Code("on the page"));
        }
    }

    [Fact]
    public void No_family_is_documented_twice()
    {
        var names = DocumentTable.Rows(Document, "instrument").Select(row => row.Code("on the page")).ToArray();

        Assert.Equal(names.Distinct(), names);
    }

    private static IEnumerable<SeriesStream> Streams(string heading)
    {
        var (settings, _) = SettingsReader.Read(new ConfigurationBuilder().Build());
        return heading == "Requests" ? new RequestFamilies(settings).All : new MigrationFamilies(settings).All;
    }

    private static IEnumerable<TableRow> Rows(string heading) =>
        DocumentTable.Rows(Document, "instrument").Where(row => row.Heading == heading);

    // Up-down counters are gauges on the page.
    private static string Type(TableRow row) => row["type"] == "up-down" ? "gauge" : row["type"];

    private static string Word(FamilyType type) => type.ToString().ToLowerInvariant();

    private static string Word(Instrument instrument) => instrument.GetType().Name.Split('`')[0] switch
    {
        "ObservableCounter" => "counter",
        "ObservableUpDownCounter" => "up-down",
        _ => "gauge",
    };

    private static List<(string Name, string Unit, string Type)> Created(string source)
    {
        var created = new List<(string, string, string)>();
        using var meter = new Meter("test");
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (ReferenceEquals(instrument.Meter, meter))
            {
                created.Add((instrument.Name, instrument.Unit ?? "–", Word(instrument)));
            }
        };
        listener.Start();
        if (source == nameof(ProcessMeter))
        {
            ProcessMeter.AddTo(meter);
        }
        else
        {
            var (settings, _) = SettingsReader.Read(new ConfigurationBuilder().Build());
            var lane = new SelfMeter(meter, new(), settings).Overflow.Family;
            created.Add((lane.Instrument, "–", Word(lane.Type)));
            new ServingMeter().AddTo(meter);
        }

        return created;
    }
}
