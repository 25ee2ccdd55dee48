namespace AspNetCorePrometheus.Bench.Support;

/// <summary>The drop-in folder that <c>build.sh</c> made.</summary>
public static class DropIn
{
    /// <summary>The folder. Throws <see cref="DirectoryNotFoundException"/> if it has not been built.</summary>
    public static string Home()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var home = Path.Combine(folder.FullName, "artifacts", "home");
            if (Directory.Exists(home))
            {
                return home;
            }
        }

        throw new DirectoryNotFoundException("artifacts/home is missing: run ./build.sh --home");
    }

    /// <summary>Adds the two variables with which a process has the drop-in.</summary>
    public static void AddTo(IDictionary<string, string?> environment, string home)
    {
        environment["DOTNET_STARTUP_HOOKS"] = Path.Combine(home, "AspNetCorePrometheus.StartupHook.dll");
        environment["ASPNETCORE_HOSTINGSTARTUPASSEMBLIES"] = "AspNetCorePrometheus.HostingStartup";
    }
}
