using AspNetCorePrometheus.EndToEnd.Support;

namespace AspNetCorePrometheus.EndToEnd.Migrations;

/// <summary>EF Core's own tool, installed where its package can be had.</summary>
internal static class DotnetEf
{
    /// <summary>How long each of its commands may take.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private const string Name = "dotnet-ef";
    private const string Version = "10.0.11";

    // What the installer says of a package that no source has, and of a source that does not answer.
    private static readonly string[] Missing = ["is not found in NuGet feeds", "Unable to load the service index for source"];

    private static readonly string Folder = Path.Combine(Tree.Root, "artifacts", $"{Name}-{Version}");

    private static readonly Lazy<Task<string?>> Once = new(() => File.Exists(Command) ? Task.FromResult<string?>(null) : InstallAsync(Folder));

    public static string Command => Path.Combine(Folder, Name);

    /// <summary>What <see cref="InstallAsync"/> has ended with, once for all.</summary>
    public static Task<string?> Installation => Once.Value;

    /// <summary>Why it cannot be had; null if it can. An installation that failed otherwise is no reason.</summary>
    public static string? WhyNot
    {
        get
        {
            Task.WaitAny(Installation);
            return Installation.IsCompletedSuccessfully ? Installation.GetAwaiter().GetResult() : null;
        }
    }

    /// <summary>Installs it. Answers why its package cannot be had, or null. Throws if it fails otherwise.</summary>
    public static async Task<string?> InstallAsync(string folder, params string[] options)
    {
        await using var run = await ChildProcess.RunAsync(
            "dotnet",
            ["tool", "install", Name, "--version", Version, "--tool-path", folder, .. options],
            Tree.Root,
            new Dictionary<string, string>
            {
                ["DOTNET_NOLOGO"] = "1",
                ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
                ["DOTNET_CLI_UI_LANGUAGE"] = "en",
            },
            Limit);
        var status = await run.ExitCodeAsync(Limit);
        var why = run.OutputLines.Concat(run.ErrorLines).FirstOrDefault(line => Array.Exists(Missing, line.Contains));
        return status == 0 ? null
            : why is null ? throw new InvalidOperationException(run.Transcript)
            : $"{Name} {Version} cannot be installed here: {why}";
    }
}
