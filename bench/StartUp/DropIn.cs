namespace AspNetCorePrometheus.Bench.StartUp;

/// <summary>The drop-in folder that <c>build.sh</c> made.</summary>
internal static class DropIn
{
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
}
