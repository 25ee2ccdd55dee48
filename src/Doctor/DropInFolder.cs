using System.Reflection;
using System.Security.Cryptography;

namespace AspNetCorePrometheus.Doctor;

/// <summary>A drop-in folder: the hook at its top, everything else in one folder for each runtime.</summary>
internal sealed class DropInFolder(string path)
{
    public const string HookFile = "AspNetCorePrometheus.StartupHook.dll";
    public const string ShellFile = "AspNetCorePrometheus.HostingStartup.dll";
    public const string InstrumentationFile = "AspNetCorePrometheus.Instrumentation.dll";

    private const string RuntimeFolder = "net10.0";

    private static readonly string[] Needed =
        [ShellFile, InstrumentationFile, "OpenTelemetry.dll", "OpenTelemetry.Api.dll", "OpenTelemetry.Api.ProviderBuilderExtensions.dll"];

    public string Hook { get; } = Path.Combine(path, HookFile);

    /// <summary>What is wrong with the folder itself, or null.</summary>
    public Finding? Defect()
    {
        var folder = Path.Combine(path, RuntimeFolder);
        string[] folders = Directory.Exists(folder) ? [folder, .. Directory.GetDirectories(folder)] : [folder];
        string[] files = [Hook, .. folders.SelectMany(folder => Needed.Select(name => Path.Combine(folder, name)))];
        if (files.FirstOrDefault(file => !File.Exists(file)) is { } missing)
        {
            return Finding.StaysOut($"the drop-in folder is not complete: {missing} is missing. Copy the whole folder again.");
        }

        var versions = files.Where(IsOurs).ToDictionary(file => file, Version);
        return versions.Values.Distinct().Count() == 1
            ? null
            : Finding.Unknown("version clash: the drop-in folder holds files of different versions ("
                + string.Join(", ", versions.Select(file => $"{Path.GetRelativePath(path, file.Key)} {file.Value}"))
                + "). Copy the whole folder again.");
    }

    private static bool IsOurs(string file) => Path.GetFileName(file).StartsWith("AspNetCorePrometheus", StringComparison.Ordinal);

    /// <summary>What is the same for copies of one build of an assembly only.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static string Identity(string file) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)));

    /// <summary>An assembly's version, or why it has none.</summary>
    public static string Version(string file)
    {
        try
        {
            return AssemblyName.GetAssemblyName(file).Version!.ToString(3);
        }
        catch (BadImageFormatException)
        {
            return "damaged";
        }
    }
}
