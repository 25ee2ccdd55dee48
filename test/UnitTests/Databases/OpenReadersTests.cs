using System.Data;
using AspNetCorePrometheus.Instrumentation.Databases;
using Npgsql;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Databases;

public class OpenReadersTests
{
    [Fact]
    public void A_reader_that_is_closed_without_a_word_is_taken_once()
    {
        using var reader = Answered();
        Assert.False(OpenReaders.TakeClosed());

        reader.Close();

        Assert.True(OpenReaders.TakeClosed());
        Assert.False(OpenReaders.TakeClosed());
    }

    [Fact]
    public void One_whose_closing_was_told_of_is_not_taken_and_is_when_it_is_used_again_and_abandoned()
    {
        using var reader = Answered();
        OpenReaders.Remove(reader);
        reader.Close();
        Assert.False(OpenReaders.TakeClosed());

        reader.Open();
        OpenReaders.Add(reader);
        reader.Close();

        Assert.True(OpenReaders.TakeClosed());
    }

    [Fact]
    public void One_that_another_measurement_was_taken_for_is_not_taken_again()
    {
        using var reader = Answered();
        var awaited = new AwaitedReader(reader);
        reader.Close();

        Assert.True(OpenReaders.TakeClosed());

        Assert.False(awaited.TakeClosed());
    }

    [Fact]
    public void One_of_which_nothing_is_kept_is_taken_by_who_waits_for_it()
    {
        using var table = new DataTable();
        var reader = table.CreateDataReader();
        var awaited = new AwaitedReader(reader);
        Assert.False(awaited.TakeClosed());

        reader.Close();

        Assert.True(awaited.TakeClosed());
    }

    [Fact]
    public void One_of_another_driver_is_not_taken()
    {
        using var table = new DataTable();
        var reader = table.CreateDataReader();
        OpenReaders.Add(reader);
        reader.Close();

        Assert.False(OpenReaders.TakeClosed());
    }

    [Fact]
    public void Readers_that_are_gone_leave_their_places_to_others()
    {
        for (var round = 0; round < 4; round++)
        {
            Abandon(1000);
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        using var reader = Answered();
        reader.Close();

        Assert.True(OpenReaders.TakeClosed());
        Assert.False(OpenReaders.TakeClosed());
    }

    [Fact]
    public void There_is_room_for_so_many_at_a_time_and_again_when_they_are_gone()
    {
        Fill();
        GC.Collect();
        GC.WaitForPendingFinalizers();

        using var reader = Answered();
        reader.Close();

        Assert.True(OpenReaders.TakeClosed());
    }

    [Fact]
    public void A_reader_that_is_used_again_takes_no_memory()
    {
        using var reader = Answered();
        var before = GC.GetAllocatedBytesForCurrentThread();

        OpenReaders.Add(reader);
        OpenReaders.Remove(reader);
        OpenReaders.TakeClosed();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static NpgsqlDataReader Answered()
    {
        var reader = new NpgsqlDataReader();
        OpenReaders.Add(reader);
        return reader;
    }

    private static void Fill()
    {
        NpgsqlDataReader[] open = [.. Enumerable.Range(0, 3000).Select(_ => Answered())];
        open[^1].Close();
        Assert.False(OpenReaders.TakeClosed());
        GC.KeepAlive(open);
    }

    private static void Abandon(int readers)
    {
        for (var i = 0; i < readers; i++)
        {
            Answered().Close();
            OpenReaders.TakeClosed();
            Answered();
        }
    }
}
