using System.Collections;
using System.Text;

namespace AspNetCorePrometheus.Doctor;

/// <summary>The environment of a process, as far as it decides whether the drop-in enters.</summary>
internal sealed class Variables(IReadOnlyDictionary<string, string> all)
{
    public const string Hooks = "DOTNET_STARTUP_HOOKS";
    public const string HostingStartups = "ASPNETCORE_HOSTINGSTARTUPASSEMBLIES";
    public const string Shell = "AspNetCorePrometheus.HostingStartup";

    // The launcher takes the hooks away from the doctor's own process and hands them on under this name.
    private const string HandedOn = "ASPNETCORE_PROMETHEUS_DOCTOR_HOOKS";

    public IReadOnlyList<string> AllHooks => List(Hooks, Path.PathSeparator);

    /// <summary>The value that names our hook in a way that the runtime does not read as its path; null if there is none.</summary>
    public string? GarbledHooks => Garbled(Hooks, Hook is not null, Path.GetFileNameWithoutExtension(DropInFolder.HookFile));

    /// <summary>The value that names our hosting startup in a way that ASP.NET Core does not read as its name; null if there is none.</summary>
    public string? GarbledHostingStartups => Garbled(HostingStartups, NamesHostingStartup, Shell);

    /// <summary>Whether the runtime may be newer than the one that the program names.</summary>
    public bool MayRollForward => all.GetValueOrDefault("DOTNET_ROLL_FORWARD") is { } roll
        && (roll.Equals("Major", StringComparison.OrdinalIgnoreCase) || roll.Equals("LatestMajor", StringComparison.OrdinalIgnoreCase));

    public string? Hook => AllHooks.FirstOrDefault(IsOurs);

    public bool NamesHostingStartup => List(HostingStartups, ';').Contains(Shell, StringComparer.OrdinalIgnoreCase);

    public bool IsSilent => Hook is null && !NamesHostingStartup;

    public static bool IsOurs(string hook) => Path.GetFileName(hook) == DropInFolder.HookFile;

    /// <summary>The variable by which hosting startups are kept out, or null. Generic hosts read both prefixes.</summary>
    public string? Prevention
    {
        get
        {
            foreach (var prefix in new[] { "ASPNETCORE_", "DOTNET_" })
            {
                if (all.GetValueOrDefault(prefix + "PREVENTHOSTINGSTARTUP") is { } value
                    && (value == "1" || value.Equals("true", StringComparison.OrdinalIgnoreCase)))
                {
                    return prefix + "PREVENTHOSTINGSTARTUP";
                }

                if (List(prefix + "HOSTINGSTARTUPEXCLUDEASSEMBLIES", ';').Contains(Shell, StringComparer.OrdinalIgnoreCase))
                {
                    return prefix + "HOSTINGSTARTUPEXCLUDEASSEMBLIES";
                }
            }

            return null;
        }
    }

    public bool IsSwitchedOff => Setting("Enabled")?.Trim().ToUpperInvariant() is "FALSE" or "0" or "NO" or "OFF";

    /// <summary>Whether a host without a server is wanted all the same: for an own port, or to push.</summary>
    public bool WantsWorkers => Has("Port") || Has("PortRange") || Has("OtlpEndpoint");

    public static Variables Own()
    {
        var all = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(variable => (string)variable.Key, variable => (string)variable.Value!);
        if (all.Remove(HandedOn, out var hooks))
        {
            all[Hooks] = hooks;
        }

        return new(all);
    }

    /// <summary>From the form of <c>/proc/pid/environ</c>.</summary>
    public static Variables Of(byte[] environ)
    {
        var all = new Dictionary<string, string>();
        foreach (var variable in Encoding.UTF8.GetString(environ).Split('\0'))
        {
            if (variable.Split('=', 2) is [var name, var value])
            {
                all.TryAdd(name, value);
            }
        }

        return new(all);
    }

    private string? Garbled(string name, bool isUnderstood, string word) =>
        !isUnderstood && all.GetValueOrDefault(name) is { } value && value.Contains(word, StringComparison.OrdinalIgnoreCase) ? value : null;

    private string? Setting(string key) =>
        all.FirstOrDefault(variable => variable.Key.Equals("Prometheus__" + key, StringComparison.OrdinalIgnoreCase)).Value;

    private bool Has(string key) => !string.IsNullOrWhiteSpace(Setting(key));

    private string[] List(string name, char separator) =>
        (all.GetValueOrDefault(name) ?? string.Empty).Split(separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
