using System.Text.Json;

namespace AspNetCorePrometheus.Doctor;

/// <summary>The parts of a program's runtimeconfig.json that decide whether a startup hook runs in it.</summary>
internal sealed class RuntimeConfig
{
    private const string HooksSwitch = "System.StartupHookProvider.IsSupported";
    private const string Runtime = "Microsoft.NETCore.App";
    private const string Web = "Microsoft.AspNetCore.App";

    private readonly Dictionary<string, string> _frameworks = [];

    /// <exception cref="JsonException">The text is no such file.</exception>
    public RuntimeConfig(ReadOnlyMemory<byte> text)
    {
        using var document = JsonDocument.Parse(text, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        var options = document.RootElement.GetProperty("runtimeOptions");
        HasNoHooks = options.TryGetProperty("configProperties", out var properties)
            && properties.TryGetProperty(HooksSwitch, out var hooks)
            && hooks.ToString().Equals("false", StringComparison.OrdinalIgnoreCase);
        MayRollForward = options.TryGetProperty("rollForward", out var roll) && roll.GetString() is "Major" or "LatestMajor";
        foreach (var name in new[] { "framework", "frameworks", "includedFrameworks" })
        {
            if (options.TryGetProperty(name, out var found))
            {
                Add(found);
            }
        }
    }

    /// <summary>Trimming, or the project, has switched startup hooks off.</summary>
    public bool HasNoHooks { get; }

    /// <summary>Whether the program may run on a newer major version than it names.</summary>
    public bool MayRollForward { get; }

    public bool HasAspNetCore => _frameworks.ContainsKey(Web);

    /// <summary>The .NET version that it names; null if it names none.</summary>
    public Version? Version =>
        (_frameworks.GetValueOrDefault(Runtime) ?? _frameworks.GetValueOrDefault(Web)) is { } text
        && System.Version.TryParse(text.Split('-')[0], out var version) ? version : null;

    private void Add(JsonElement found)
    {
        if (found.ValueKind == JsonValueKind.Array)
        {
            foreach (var framework in found.EnumerateArray())
            {
                Add(framework);
            }
        }
        else
        {
            _frameworks[found.GetProperty("name").GetString()!] = found.GetProperty("version").GetString()!;
        }
    }
}
