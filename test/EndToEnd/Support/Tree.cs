namespace AspNetCorePrometheus.EndToEnd.Support;

/// <summary>Where things lie in the working tree.</summary>
internal static class Tree
{
    public static readonly string Root = FindRoot();

    /// <summary>The drop-in folder. Throws if it has not been built.</summary>
    public static string Home => Built(Path.Combine(Root, "artifacts", "home"), "./build.sh");

    /// <summary>Where hosts are published.</summary>
    public static string Hosts => Path.Combine(Root, "artifacts", "hosts");

    /// <summary>The published folder of a host, or of the sample application under its name <c>Shop</c>.</summary>
    public static string Host(string name) =>
        Built(HostFolder(name), "dotnet msbuild test/Hosts/Hosts.proj -m");

    /// <summary>Why a host is not there whose packages not every package source has; null if it is, or has not been tried.</summary>
    public static string? WhyNoHost(string name)
    {
        var log = HostFolder(name) + ".log";
        return Directory.Exists(HostFolder(name)) || !System.IO.File.Exists(log) ? null : MissingPackages.Of(System.IO.File.ReadLines(log));
    }

    /// <summary>A file of the tree, by its path from the root.</summary>
    public static string File(string path) => Path.Combine(Root, path);

    /// <summary>A new empty folder below the system's temporary one.</summary>
    public static string NewTemporaryFolder() => Directory.CreateTempSubdirectory("aspnetcore-prometheus-").FullName;

    private static string HostFolder(string name) => Path.Combine(Root, "artifacts", "hosts", name);

    private static string Built(string folder, string command) =>
        Directory.Exists(folder)
            ? folder
            : throw new DirectoryNotFoundException($"{folder} is missing: run {command} first");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(folder.FullName, "Metrics.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds Metrics.sln");
    }
}
