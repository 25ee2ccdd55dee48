using System.Diagnostics;
using AspNetCorePrometheus.Instrumentation.Databases;
using AspNetCorePrometheus.Instrumentation.Databases.SqlClient;
using AspNetCorePrometheus.UnitTests.Support;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Databases.SqlClient;

public class OpenOperationsTests
{
    private static readonly long Hour = 3600 * Stopwatch.Frequency;

    private readonly OpenOperations _open = new();
    private readonly DatabaseTarget _target = new(
        new DatabaseFamilies(TestSettings.Of()), new ErrorCodes(), new(DatabaseSystems.SqlServer, null, null, null), isToldByDriver: true);

    [Fact]
    public void Operations_that_never_end_make_room_once_they_are_old()
    {
        var left = 0;
        for (var i = 0; i < 100_000; i++)
        {
            left += Begin(Guid.NewGuid(), 0) ? 1 : 0;
        }

        var late = Guid.NewGuid();
        Assert.InRange(left, 10_000, 20_000);
        Assert.False(Begin(late, Hour / 4));
        Assert.True(Begin(late, Hour));
        Assert.True(_open.End(late, out var operation));
        Assert.Equal(Hour, operation.Timestamp);
    }

    private bool Begin(Guid id, long timestamp) => _open.Begin(id, new SqlClientOperation(timestamp, _target, 0, 0));
}
