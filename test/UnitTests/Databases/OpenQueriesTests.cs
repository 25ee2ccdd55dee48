using System.Diagnostics;
using AspNetCorePrometheus.Instrumentation.Databases;
using AspNetCorePrometheus.UnitTests.Support;
using Microsoft.Data.Sqlite;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Databases;

public class OpenQueriesTests
{
    private readonly DatabaseFamilies _families = new(TestSettings.Of());
    private readonly OpenQueries _queries = new();
    private readonly DatabaseTarget _target;

    public OpenQueriesTests()
    {
        using var connection = new SqliteConnection("Data Source=open.db");
        _target = new DatabaseTargets(_families, new ErrorCodes()).Of(connection, null);
    }

    [Fact]
    public void A_query_counts_when_the_page_is_written_and_once()
    {
        Add(typeof(string), 3);
        Assert.Equal(0, Counted());

        _queries.Settle();
        _queries.Settle();

        Assert.Equal(3, Counted());
    }

    [Fact]
    public void A_query_that_comes_after_many_others_loses_none()
    {
        Add(typeof(string), 1000);
        _queries.Settle();

        Assert.Equal(1000, Counted());
    }

    [Fact]
    public void A_failure_is_of_the_last_query_of_its_contexts_type_and_of_no_other()
    {
        Add(typeof(string), 2);
        Add(typeof(int), 1);
        var failure = new SqliteException("broken", 1);
        _queries.Fail(typeof(string), failure);
        _queries.Fail(typeof(long), failure);
        _queries.Settle();

        Assert.Equal(3, Counted());
        Assert.Equal(1, Counted(("error_type", "Microsoft.Data.Sqlite.SqliteException")));
    }

    [Fact]
    public void A_query_is_an_exemplar_of_its_own_trace_whoever_reads_the_page()
    {
        string own;
        using (var query = Traced())
        {
            own = query.TraceId.ToHexString();
            Add(typeof(string), 1);
        }

        using var page = Traced();
        _queries.Settle();

        Assert.Equal([own], Samples.Of(_families.OperationDuration).Traces);
    }

    [Fact]
    public void A_command_of_a_save_is_an_exemplar_of_its_own_trace()
    {
        string own;
        SavedCommand command;
        using (var save = Traced())
        {
            own = save.TraceId.ToHexString();
            command = new SavedCommand(_target, 0, 1);
        }

        using var other = Traced();
        command.Record(null);

        Assert.Equal([own], Samples.Of(_families.OperationDuration).Traces);
    }

    private static Activity Traced() =>
        new Activity("trace") { ActivityTraceFlags = ActivityTraceFlags.Recorded }.SetIdFormat(ActivityIdFormat.W3C).Start();

    private long Counted(params (string, string)[] labels) => Samples.Of(_families.OperationDuration).Count(labels);

    private void Add(Type context, int times)
    {
        for (var i = 0; i < times; i++)
        {
            _queries.Add(context, _target, 0, 1);
        }
    }
}
