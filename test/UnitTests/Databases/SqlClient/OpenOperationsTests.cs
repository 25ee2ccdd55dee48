using AspNetCorePrometheus.Instrumentation.Databases;
using AspNetCorePrometheus.Instrumentation.Databases.SqlClient;
using AspNetCorePrometheus.UnitTests.Support;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Databases.SqlClient;

public class OpenOperationsTests
{
    private readonly OpenOperations _open = new();
    private readonly DatabaseFamilies _families = new(TestSettings.Of());
    private readonly DatabaseTarget _target;

    public OpenOperationsTests() => _target = new(
        _families, new ErrorCodes(), new(DatabaseSystems.SqlServer, null, null, null), isToldByDriver: true);

    [Fact]
    public void Operations_that_never_end_keep_none_that_begins_later_from_being_counted()
    {
        for (var i = 0; i < 100_000; i++)
        {
            Begin(Guid.NewGuid());
            var next = Guid.NewGuid();
            Begin(next, i);

            Assert.True(_open.End(next, out var operation));
            Assert.Equal(i, operation.Timestamp);
            Assert.False(_open.End(next, out _));
        }
    }

    [Fact]
    public void An_operation_is_kept_while_thousands_run_and_given_up_once_many_have_begun_that_never_end()
    {
        var id = Guid.NewGuid();
        Begin(id);
        BeginMany(5_000);
        Assert.True(_open.End(id, out _));

        Begin(id);
        BeginMany(50_000);
        Assert.False(_open.End(id, out _));
    }

    [Fact]
    public void A_second_beginning_of_one_id_does_not_count()
    {
        var id = Guid.NewGuid();
        Begin(id, 1, SqlClientOperation.Opening);
        BeginMany(5_000);
        Begin(id, 2, SqlClientOperation.Opening);

        Assert.Equal(1, Pending);
        Assert.True(_open.End(id, out var operation));
        Assert.Equal(1, operation.Timestamp);
        Assert.False(_open.End(id, out _));
        Assert.Equal(0, Pending);
    }

    [Fact]
    public void Openings_that_are_given_up_wait_for_a_connection_no_longer()
    {
        for (var i = 0; i < 3_000; i++)
        {
            Begin(Guid.NewGuid(), operation: SqlClientOperation.Opening);
        }

        Assert.Equal(3_000, Pending);
        BeginMany(50_000);
        Assert.Equal(0, Pending);
    }

    private long Pending => Samples.Of(_families.PendingConnections).Count();

    private void Begin(Guid id, long timestamp = 0, int operation = 0) =>
        _open.Begin(id, new SqlClientOperation(timestamp, _target, operation, 0));

    private void BeginMany(int count)
    {
        for (var i = 0; i < count; i++)
        {
            Begin(Guid.NewGuid());
        }
    }
}
