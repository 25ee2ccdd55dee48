using AspNetCorePrometheus.HostingStartup;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Wall;

public sealed class ResolvedFolderTests : IDisposable
{
    private readonly string _root = ResolvedFolder.Of(Directory.CreateTempSubdirectory("resolved-").FullName);

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void A_folder_without_links_stays_as_it_is() => Assert.Equal(Made("1", "net10.0"), ResolvedFolder.Of(Made("1", "net10.0")));

    [Fact]
    public void A_link_anywhere_in_the_path_is_followed_and_its_later_switch_is_not()
    {
        var old = Made("1", "net10.0");
        var link = Path.Combine(_root, "current");
        Directory.CreateSymbolicLink(link, Path.Combine(_root, "1"));

        var resolved = ResolvedFolder.Of(Path.Combine(link, "net10.0"));
        Directory.Delete(link);
        Directory.CreateSymbolicLink(link, Made("2"));

        Assert.Equal(old, resolved);
    }

    [Fact]
    public void A_relative_link_to_a_link_is_followed_to_the_end()
    {
        var folder = Made("1", "net10.0");
        Directory.CreateSymbolicLink(Path.Combine(_root, "stable"), "1");
        Directory.CreateSymbolicLink(Path.Combine(_root, "current"), "stable");

        Assert.Equal(folder, ResolvedFolder.Of(Path.Combine(_root, "current", "net10.0")));
    }

    [Fact]
    public void A_link_that_leads_to_itself_is_an_error()
    {
        var link = Path.Combine(_root, "loop");
        Directory.CreateSymbolicLink(link, link);

        Assert.Throws<IOException>(() => ResolvedFolder.Of(link));
    }

    private string Made(params string[] names) => Directory.CreateDirectory(Path.Combine([_root, .. names])).FullName;
}
