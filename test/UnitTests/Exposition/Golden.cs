namespace AspNetCorePrometheus.UnitTests.Exposition;

/// <summary>The golden pages beside the tests' assembly.</summary>
internal static class Golden
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Exposition", "Golden");

    public static string PathOf(string file) => Path.Combine(Folder, file);

    public static string Read(string file) => File.ReadAllText(PathOf(file));
}
