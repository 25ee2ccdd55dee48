using AspNetCorePrometheus.Instrumentation.Serving.Guards;
using AspNetCorePrometheus.UnitTests.Support;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Serving.Guards;

[Collection(ProcessWide.Name)]
public sealed class TokenFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("token-").FullName;

    [Fact]
    public void The_file_is_read_again_when_it_changes()
    {
        var path = Write("first\n");
        var guard = Guard(path);
        Assert.True(guard.Opens("first"));

        Write("other\n");
        Assert.False(guard.Opens("first"));
        Assert.True(guard.Opens("other"));
    }

    [Fact]
    public void A_link_that_is_led_elsewhere_is_a_change()
    {
        var link = Path.Combine(_folder, "link");
        File.CreateSymbolicLink(link, Write("first", "a"));
        var guard = Guard(link);
        Assert.True(guard.Opens("first"));

        File.Delete(link);
        File.CreateSymbolicLink(link, Write("other", "b"));
        Assert.False(guard.Opens("first"));
        Assert.True(guard.Opens("other"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \n")]
    [InlineData("two words")]
    public void A_file_without_a_token_opens_for_nobody_until_it_has_one(string? content)
    {
        using var log = new LogFile();
        var path = Path.Combine(_folder, Guid.NewGuid().ToString("N"));
        if (content is not null)
        {
            File.WriteAllText(path, content);
        }

        var guard = Guard(path);
        guard.Check();
        Assert.False(guard.Opens(content?.Trim() ?? string.Empty));
        Assert.False(guard.Opens("abc"));
        Assert.Contains(path, log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("two words", log.Text, StringComparison.Ordinal);

        File.WriteAllText(path, "abc");
        Assert.True(guard.Opens("abc"));
    }

    [Fact]
    public void A_folder_in_its_place_opens_for_nobody() => Assert.False(Guard(_folder).Opens("abc"));

    [Fact]
    public void The_token_of_the_settings_opens_beside_the_one_in_the_file()
    {
        var guard = new BearerGuard(TestSettings.Of(("BearerToken", "fixed"), ("BearerTokenFile", Write("abc"))).Guards);

        Assert.True(guard.Opens("fixed"));
        Assert.True(guard.Opens("abc"));
        Assert.False(guard.Opens("fixe"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static BearerGuard Guard(string path) => new(TestSettings.Of(("BearerTokenFile", path)).Guards);

    private string Write(string token, string name = "token")
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, token);
        return path;
    }
}
