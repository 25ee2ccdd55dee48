using Microsoft.Extensions.Configuration;

namespace AspNetCorePrometheus.HostingStartup;

/// <summary>Reads the section once into an immutable record; a bad value leaves its default in force and is told.</summary>
internal static class SettingsReader
{
    private static readonly string[] SecretWords = ["token", "password", "secret", "hash", "key", "credential"];

    /// <summary>The settings and all that was wrong with what was given. Never throws for a value.</summary>
    public static (PrometheusSettings Settings, IReadOnlyList<SettingProblem> Problems) Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(SettingDefinitions.Section);
        var problems = new List<SettingProblem>();
        var settings = Defaults with { Given = Given(section) };
        foreach (var definition in SettingDefinitions.All)
        {
            var given = section.GetSection(definition.Key);
            if (given.Exists())
            {
                settings = Apply(settings, definition, SettingsSource.Value(configuration, given), problems);
            }
        }

        settings = ServingSettings.Checked(settings, problems);
        if (section.Value is { Length: > 0 })
        {
            problems.Add(new(string.Empty, "***", "a text where keys are expected", "nothing"));
        }

        foreach (var key in section.GetChildren().Select(child => child.Key).Where(IsUnknown))
        {
            var value = MayBeSecret(key) ? "***" : SettingValue.From(section.GetSection(key)).ToString();
            problems.Add(new(key, value, "unknown key", "nothing"));
        }

        return (settings, problems);
    }

    private static PrometheusSettings Defaults { get; } = SettingDefinitions.All.Aggregate(
        new PrometheusSettings(),
        (settings, definition) => definition.Apply(settings, SettingValue.From(definition.Default)));

    private static PrometheusSettings Apply(
        PrometheusSettings settings, SettingDefinition definition, SettingValue value, List<SettingProblem> problems)
    {
        try
        {
            return definition.Apply(settings, value);
        }
        catch (FormatException reason)
        {
            var standing = definition.Fallback?.InForce ?? (definition.Default.Length > 0 ? definition.Default : "none");
            var told = MayBeSecret(definition.Key) ? "***" : value.ToString();
            problems.Add(new(definition.Key, told, reason.Message, standing));
            return definition.Fallback?.Apply(settings) ?? settings;
        }
    }

    private static bool MayBeSecret(string key) =>
        SecretWords.Any(word => key.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static bool IsUnknown(string key) =>
        !SettingDefinitions.All.Any(definition => string.Equals(definition.Key, key, StringComparison.OrdinalIgnoreCase));

    private static Dictionary<string, string> Given(IConfigurationSection section)
    {
        var given = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var child in section.GetChildren())
        {
            given[child.Key] = SettingValue.From(child).ToString();
        }

        return given;
    }
}
