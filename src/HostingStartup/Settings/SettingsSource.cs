using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.EnvironmentVariables;

namespace AspNetCorePrometheus.HostingStartup;

/// <summary>
/// The host's configuration, with the process's environment on top for hosts that do not read it themselves: empty
/// applications and classic web hosts, where an operator could otherwise set nothing.
/// </summary>
internal static class SettingsSource
{
    private const string EnvironmentPrefix = SettingDefinitions.Section + "__";

    public static IConfiguration For(IConfiguration host)
    {
        var variables = Variables();
        return variables.Count == 0 || (host is IConfigurationRoot root && root.Providers.Any(provider => Brings(provider, variables)))
            ? host
            : new ConfigurationBuilder().AddConfiguration(host).AddInMemoryCollection(variables).Build();
    }

    /// <summary>
    /// A key's value. One source may give a text and another a list or map; the later source counts, as everywhere in a
    /// host's configuration.
    /// </summary>
    public static SettingValue Value(IConfiguration configuration, IConfigurationSection section) =>
        section.Value is not { } text || !section.GetChildren().Any() ? SettingValue.From(section)
        : TextIsLater(configuration, section.Path) ? SettingValue.From(text)
        : SettingValue.FromChildren(section);

    private static bool TextIsLater(IConfiguration configuration, string path)
    {
        foreach (var provider in configuration is IConfigurationRoot root ? root.Providers.Reverse() : [])
        {
            if (provider.TryGet(path, out _))
            {
                return true;
            }

            if (provider.GetChildKeys([], path).Any())
            {
                return false;
            }
        }

        return true;
    }

    private static Dictionary<string, string?> Variables()
    {
        var given = Environment.GetEnvironmentVariables();
        var variables = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (string name in given.Keys)
        {
            if (name.StartsWith(EnvironmentPrefix, StringComparison.OrdinalIgnoreCase))
            {
                variables[name.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal)] = (string?)given[name];
            }
        }

        return variables;
    }

    // A provider with a prefix of its own, such as ASPNETCORE_, does not bring the section. The prefix is not public, so one
    // of our variables is looked for, by its value too: ASPNETCORE_Prometheus__Path would have the same key.
    private static bool Brings(IConfigurationProvider provider, Dictionary<string, string?> variables) => provider switch
    {
        EnvironmentVariablesConfigurationProvider => variables.Any(variable =>
            provider.TryGet(variable.Key, out var value) && value == variable.Value),
        ChainedConfigurationProvider { Configuration: IConfigurationRoot inner } =>
            inner.Providers.Any(provider => Brings(provider, variables)),
        _ => false,
    };
}
