using AspNetCorePrometheus.Instrumentation.Databases;
using AspNetCorePrometheus.UnitTests.Support;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Databases.SqlClient;

public sealed class SqlClientTests : IDisposable
{
    private readonly SqlClientSource _source = new();

    [Fact]
    public void A_listener_that_is_announced_several_times_counts_once()
    {
        _source.Announce(_source.Commands);
        _source.Announce(_source.Commands);
        _source.Execute(Guid.NewGuid());

        Assert.Equal(1, _source.Operations.Count(
            ("db_system_name", "microsoft.sql_server"),
            ("db_namespace", "shop"),
            ("server_address", "sql.example"),
            ("server_port", "1444"),
            ("db_operation_name", "SELECT")));
        Assert.Equal(1, _source.Operations.Sum());
    }

    [Fact]
    public void An_end_without_a_beginning_or_a_second_end_does_not_count()
    {
        var id = Guid.NewGuid();
        _source.EndCommand(id);
        _source.Execute(id);
        _source.EndCommand(id);

        Assert.Equal(1, _source.Operations.Count());
    }

    [Fact]
    public void Counting_a_command_allocates_nothing_but_what_the_driver_does()
    {
        var id = Guid.NewGuid();
        object before = new { OperationId = id, _source.Command, Timestamp = 0L };
        object after = new { OperationId = id, _source.Command, Timestamp = 1L };
        for (var i = 0; i < 100; i++)
        {
            Execute();
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            Execute();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - allocated);

        void Execute()
        {
            _source.Commands.Write("Microsoft.Data.SqlClient.WriteCommandBefore", before);
            _source.Commands.Write("Microsoft.Data.SqlClient.WriteCommandAfter", after);
        }
    }

    [Fact]
    public async Task What_the_drop_in_itself_asks_does_not_count()
    {
        await LookUpAsync();
        Assert.Equal(0, _source.Operations.Count());

        async Task LookUpAsync()
        {
            OwnLookUp.Begin();
            await Task.Yield();
            _source.Execute(Guid.NewGuid());
        }
    }

    [Fact]
    public void A_connection_is_new_when_it_is_first_seen_and_of_the_pool_later()
    {
        var connection = Guid.NewGuid();
        for (var i = 0; i < 3; i++)
        {
            var id = Guid.NewGuid();
            _source.BeginOpening(id);
            Assert.Equal(1, Samples.Of(_source.Families.PendingConnections).Count());
            _source.EndOpening(id, connection);
        }

        Assert.Equal(1, Samples.Of(_source.Families.ConnectionCreateTime).Count());
        Assert.Equal(2, Samples.Of(_source.Families.ConnectionWaitTime).Count());
        Assert.Equal(0, Samples.Of(_source.Families.PendingConnections).Count());
    }

    [Theory]
    [InlineData("Server=x;Password=never-shown", 100)]
    [InlineData("Server=x;Max Pool Size=7", 7)]
    [InlineData("server=x;max pool size= 7;POOLING=true", 7)]
    [InlineData("Server=x;Max Pool Size=7;Pooling=False", 0)]
    public void A_pool_may_hold_what_its_connection_string_says(string connectionString, int maximum)
    {
        _source.Connection.ConnectionString = connectionString;
        Open();
        Open();

        Assert.Equal(maximum, Samples.Of(_source.Families.ConnectionMaximum).Count());
    }

    [Fact]
    public void Pools_of_one_server_and_database_add_up_and_one_whose_password_is_hidden_stays_the_same()
    {
        foreach (var text in (string[])["Server=x;User ID=a;Password=p", "Server=x;User ID=a", "Server=x;User ID=b;Max Pool Size=5"])
        {
            _source.Connection.ConnectionString = text;
            Open();
        }

        var maximum = Samples.Of(_source.Families.ConnectionMaximum);
        Assert.Equal(["db_client_connection_pool_name=\"sql.example:1444/shop\""], maximum.Labels);
        Assert.Equal(105, maximum.Count());
    }

    [Fact]
    public void A_connection_that_is_disposed_of_before_its_opening_is_told_leaves_its_pool_to_the_next_one()
    {
        var physical = Guid.NewGuid();
        var text = _source.Connection.ConnectionString;
        _source.Connection.ConnectionString = string.Empty;
        Open(physical);
        Assert.Equal(0, Samples.Of(_source.Families.ConnectionMaximum).Count());

        _source.Connection.ConnectionString = text;
        Open(physical);
        Open(physical);
        Assert.Equal(100, Samples.Of(_source.Families.ConnectionMaximum).Count());
    }

    [Theory]
    [InlineData(1.0, 1)]
    [InlineData(0.1, 0)]
    public void A_pool_that_has_kept_its_caller_waiting_has_a_timeout(double seconds, int timeouts)
    {
        var id = Guid.NewGuid();
        _source.BeginOpening(id);
        _source.FailOpening(id, new AggregateException(new InvalidOperationException()), seconds);

        Assert.Equal(timeouts, Samples.Of(_source.Families.ConnectionTimeouts).Count(
            ("db_client_connection_pool_name", "sql.example:1444/shop")));
        Assert.Equal(1, Samples.Of(_source.Families.ConnectionCreateTime).Count(("error_type", "System.InvalidOperationException")));
    }

    [Fact]
    public void A_connection_is_not_made_to_keep_statistics()
    {
        // What 6.1 asks when a connection is opened; 2.1 asks the same without the third.
        Assert.True(SqlClientSource.IsEnabled(_source.Connections, "ConnectionOpenBefore"));
        Assert.False(SqlClientSource.IsEnabled(_source.Connections, "CommandAfter"));
        Assert.False(SqlClientSource.IsEnabled(_source.Connections, "ConnectionOpenAfter"));
        Assert.False(SqlClientSource.IsEnabled(_source.Connections, "CommandAfter"));
        Assert.True(SqlClientSource.IsEnabled(_source.Connections, "ConnectionOpenAfter"));

        Assert.True(SqlClientSource.IsEnabled(_source.Connections, "ConnectionOpenBefore"));
        Assert.False(SqlClientSource.IsEnabled(_source.Connections, "CommandAfter"));
        Assert.False(SqlClientSource.IsEnabled(_source.Connections, "CommandAfter"));
        Assert.True(SqlClientSource.IsEnabled(_source.Connections, "ConnectionOpenAfter"));
    }

    public void Dispose() => _source.Dispose();

    private void Open() => Open(Guid.NewGuid());

    private void Open(Guid physical)
    {
        var id = Guid.NewGuid();
        _source.BeginOpening(id);
        _source.EndOpening(id, physical);
    }
}
