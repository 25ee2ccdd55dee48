using System.Text.RegularExpressions;

namespace AspNetCorePrometheus.Doctor;

/// <summary>A process of this machine, seen through <c>/proc</c>: what it has loaded tells more than any setting.</summary>
internal static partial class RunningProcess
{
    /// <summary>Whether the drop-in is in the process, and if not, why.</summary>
    /// <exception cref="UnauthorizedAccessException">The process belongs to somebody else.</exception>
    public static Finding Examine(string pid, DropInFolder home)
    {
        var proc = "/proc/" + pid;
        if (!Directory.Exists(proc))
        {
            return Finding.Unknown(Directory.Exists("/proc/self") ? $"there is no process {pid}." : "this system has no /proc: name the program instead.");
        }

        var loaded = Loaded(proc);
        return Path(loaded, DropInFolder.InstrumentationFile) is { } instrumentation ? Entered(instrumentation, loaded) : Outside(proc, loaded, home);
    }

    private static Finding Entered(string instrumentation, IReadOnlyList<string> loaded) => Finding.Enters(
        $"it has entered, {(Path(loaded, DropInFolder.HookFile) is { } hook ? "by its startup hook " + hook : "as the program brings the package")}, "
        + $"and has loaded {instrumentation}."
        + (instrumentation.EndsWith(Deleted, StringComparison.Ordinal)
            ? " That file has been replaced or removed since: the process goes on with the old one until it is restarted." : string.Empty));

    private static Finding Outside(string proc, IReadOnlyList<string> loaded, DropInFolder home)
    {
        var variables = Variables.Of(File.ReadAllBytes(proc + "/environ"));
        var root = proc + "/root";
        var runtime = loaded.Select(file => RuntimeFolder().Match(file)).FirstOrDefault(match => match.Success)?.Groups[1].Value;
        if (Program(proc) is not { } program)
        {
            return runtime is null ? Finding.Unknown("the process is no .NET program, or its files are not to be found.")
                : Finding.Unknown($"the process runs on .NET {runtime}, but its program is not to be found.");
        }

        return new Examination(program, variables, home, root, Version.TryParse(runtime, out var version) ? version : null).Obstacle()
            ?? (variables.IsSilent
                ? Finding.StaysOut($"no variable: the process was started without {Variables.Hooks} and {Variables.HostingStartups}.")
                : Path(loaded, DropInFolder.ShellFile) is not null
                    ? Finding.Unknown("its shell is loaded, but no host has been built yet that it could serve, or Prometheus:Enabled is false in a file.")
                    : Finding.Unknown("the variables are right, but nothing of it is loaded: the process may be starting still; see its standard error."));
    }

    private static PublishedProgram? Program(string proc)
    {
        var root = proc + "/root";
        var folder = new FileInfo(proc + "/cwd").LinkTarget ?? "/";
        var executable = new FileInfo(proc + "/exe").LinkTarget ?? string.Empty;
        var arguments = File.ReadAllText(proc + "/cmdline").Split('\0');
        var library = System.IO.Path.GetFileNameWithoutExtension(executable) == "dotnet"
            ? arguments.Skip(1).FirstOrDefault(argument => argument.EndsWith(".dll", StringComparison.Ordinal)) : executable;
        var file = library is null ? null : root + System.IO.Path.GetFullPath(library, folder);
        return File.Exists(file) && PublishedProgram.Find(file) is [var program] ? program : null;
    }

    private const string Deleted = " (deleted)";

    // A line of maps ends with the file, behind five fields that have no blanks.
    private static List<string> Loaded(string proc) =>
        [.. File.ReadLines(proc + "/maps").Select(line => line.IndexOf('/') is var start and >= 0 ? line[start..] : string.Empty).Distinct()];

    private static string? Path(IReadOnlyList<string> loaded, string name) => loaded.FirstOrDefault(file =>
        file.EndsWith("/" + name, StringComparison.Ordinal) || file.EndsWith("/" + name + Deleted, StringComparison.Ordinal));

    [GeneratedRegex(@"/Microsoft\.NETCore\.App/(\d+\.\d+\.\d+)")]
    private static partial Regex RuntimeFolder();
}
