using System.IO.Pipelines;
using System.Text;
using AspNetCorePrometheus.Instrumentation.Exposition;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Exposition;

public sealed class PageBufferTests
{
    private static readonly byte[] Large = [.. Enumerable.Range(0, 300_000).Select(i => (byte)('a' + (i % 26)))];

    [Fact]
    public async Task A_page_of_many_chunks_is_copied_whole_to_a_pipe()
    {
        using var buffer = new PageBuffer(long.MaxValue);
        buffer.Write(Large);
        "tail"u8.CopyTo(buffer.GetSpan(PageBuffer.ChunkSize));
        buffer.Advance(4);
        var expected = Encoding.ASCII.GetString(Large) + "tail";

        using var piped = new MemoryStream();
        var pipe = PipeWriter.Create(piped, new StreamPipeWriterOptions(leaveOpen: true));
        await buffer.CopyToAsync(pipe, CancellationToken.None);
        await pipe.CompleteAsync();

        Assert.Equal(expected.Length, buffer.Length);
        Assert.Equal(expected, PageText.Of(buffer));
        Assert.Equal(expected, Encoding.ASCII.GetString(piped.ToArray()));
    }

    [Fact]
    public async Task A_reader_that_reads_nothing_holds_half_a_MiB_of_a_larger_page()
    {
        using var buffer = new PageBuffer(long.MaxValue);
        for (var i = 0; i < 20; i++)
        {
            buffer.Write(Large);
        }

        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 1));
        using var stop = new CancellationTokenSource();
        var copy = buffer.CopyToAsync(pipe.Writer, stop.Token).AsTask();

        Assert.True(pipe.Reader.TryRead(out var read));
        Assert.Equal((512 - 64) * 1024, read.Buffer.Length);
        pipe.Reader.AdvanceTo(read.Buffer.End);
        read = await pipe.Reader.ReadAsync();
        Assert.Equal(512 * 1024, read.Buffer.Length);
        Assert.False(copy.IsCompleted);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => copy);
    }

    [Fact]
    public async Task A_reader_that_has_gone_ends_the_copy()
    {
        using var buffer = new PageBuffer(long.MaxValue);
        buffer.Write(Large);
        var pipe = new Pipe();
        await pipe.Reader.CompleteAsync();

        await buffer.CopyToAsync(pipe.Writer, CancellationToken.None);
    }

    [Fact]
    public void A_page_of_exactly_the_limit_is_whole_and_one_byte_more_is_refused()
    {
        using var buffer = new PageBuffer(Large.Length);
        buffer.Write(Large);

        var refused = Assert.Throws<PageTooLargeException>(() => buffer.Write("x"u8));

        Assert.Equal(Large.Length, refused.MaxBytes);
        Assert.Equal(Large.Length, buffer.Length);
    }

    [Fact]
    public void A_refused_page_can_be_cleared_and_written_anew()
    {
        using var buffer = new PageBuffer(100_000);
        Assert.Throws<PageTooLargeException>(() => buffer.Write(Large));

        buffer.Clear();
        buffer.Write("again"u8);

        Assert.Equal("again", PageText.Of(buffer));
    }

    [Fact]
    public void A_cleared_page_uses_its_chunks_again()
    {
        using var buffer = new PageBuffer(long.MaxValue);
        buffer.Write(Large);
        buffer.Clear();

        var before = GC.GetAllocatedBytesForCurrentThread();
        buffer.Write(Large);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_span_is_never_larger_than_a_chunk()
    {
        using var buffer = new PageBuffer(long.MaxValue);

        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.GetSpan(PageBuffer.ChunkSize + 1).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Advance(1));
    }

    [Fact]
    public void A_disposed_page_takes_nothing_more()
    {
        var buffer = new PageBuffer(long.MaxValue);
        buffer.Write(Large);
        buffer.Dispose();
        buffer.Dispose();

        Assert.Equal(0, buffer.Length);
        Assert.Throws<ObjectDisposedException>(() => buffer.Write("x"u8));
    }
}
