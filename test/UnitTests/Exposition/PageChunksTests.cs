using AspNetCorePrometheus.Instrumentation.Exposition;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Exposition;

public sealed class PageChunksTests
{
    [Fact]
    public void Chunks_are_kept_for_the_next_page()
    {
        var chunks = new PageChunks(long.MaxValue);
        Fill(chunks, 3);
        Assert.Equal(3 * PageChunk.Size, chunks.KeptBytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Fill(chunks, 3);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, PageChunk.Size / 2);
        Assert.Equal(3 * PageChunk.Size, chunks.KeptBytes);
    }

    [Fact]
    public void What_no_page_has_needed_for_a_while_is_let_go()
    {
        var chunks = new PageChunks(long.MaxValue);
        Fill(chunks, 100);
        for (var i = 0; i < 100; i++)
        {
            Fill(chunks, 2);
        }

        Assert.Equal(2 * PageChunk.Size, chunks.KeptBytes);
    }

    [Fact]
    public void Beyond_the_bound_there_is_none_until_one_is_returned()
    {
        var chunks = new PageChunks(2 * PageChunk.Size);
        var first = chunks.Rent();
        chunks.Rent();
        Assert.Throws<PageRefusedException>(chunks.Rent);

        chunks.Return(first);

        Assert.NotNull(chunks.Rent());
    }

    [Fact]
    public void A_page_returns_each_chunk_once()
    {
        var chunks = new PageChunks(long.MaxValue);
        var page = new PageBuffer(long.MaxValue, chunks);
        page.Write(new byte[3 * PageChunk.Size]);
        page.Clear();
        page.Dispose();
        page.Dispose();

        Assert.Equal(3 * PageChunk.Size, chunks.KeptBytes);
    }

    private static void Fill(PageChunks chunks, int count)
    {
        PageChunk? first = null;
        for (; count > 0; count--)
        {
            var chunk = chunks.Rent();
            Assert.Equal((0, null), (chunk.Used, chunk.Next));
            chunk.Used = 1;
            chunk.Next = first;
            first = chunk;
        }

        chunks.Return(first);
    }
}
