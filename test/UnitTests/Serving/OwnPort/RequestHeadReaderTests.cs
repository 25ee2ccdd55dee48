using System.Text;
using AspNetCorePrometheus.Instrumentation.Serving.OwnPort;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Serving.OwnPort;

public sealed class RequestHeadReaderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1000)]
    public void Requests_are_found_however_their_bytes_arrive(int atOnce)
    {
        using var stream = new DrippingStream(
            "\r\n\r\nGET /a HTTP/1.1\r\nHost: x\r\n\r\n\r\nGET /b HTTP/1.1\r\nHost: y\r\nX: 1\r\n\r\nGET /c HT", atOnce);
        var reader = new RequestHeadReader(stream);

        Assert.True(reader.Begin());
        Assert.Equal("/a", reader.Read().Path);
        Assert.True(reader.Begin());
        Assert.Equal("/b", reader.Read().Path);
        Assert.True(reader.Begin());
        Assert.Throws<IOException>(reader.Read);
    }

    [Fact]
    public void A_client_that_closes_sends_no_request()
    {
        using var stream = new DrippingStream("", 1);

        Assert.False(new RequestHeadReader(stream).Begin());
    }

    [Theory]
    [InlineData("GET /")]
    [InlineData("GET / HTTP/1.1\r\nX: ")]
    public void A_head_that_does_not_end_is_too_large(string start)
    {
        using var stream = new DrippingStream(start + new string('a', OwnPortLimits.HeadBytes), 1000);
        var reader = new RequestHeadReader(stream);
        reader.Begin();

        Assert.Equal(431, Assert.Throws<BadRequestException>(reader.Read).Status);
    }

    [Fact]
    public void Empty_lines_without_end_are_no_request()
    {
        using var stream = new DrippingStream(string.Concat(Enumerable.Repeat("\r\n", 100_000)), 1000);
        var reader = new RequestHeadReader(stream);
        reader.Begin();

        Assert.ThrowsAny<Exception>(reader.Read);
    }

    private sealed class DrippingStream(string text, int atOnce) : MemoryStream(Encoding.Latin1.GetBytes(text))
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, atOnce)]);
    }
}
