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
        if (ReadsEnvironment(host))
        {
            return host;
        }

        var given = Environment.GetEnvironmentVariables();
        var section = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (string name in given.Keys)
        {
            if (name.StartsWith(EnvironmentPrefix, StringComparison.OrdinalIgnoreCase))
            {
                section[name.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal)] = (string?)given[name];
            }
        }

        return section.Count == 0
            ? host
            : new ConfigurationBuilder().AddConfiguration(host).AddInMemoryCollection(section).Build();
    }

    // A provider with a prefix of its own, such as ASPNETCORE_, does not bring the section. The prefix is not public, so the
    // section itself is looked for: if a variable of ours is visible through the provider, the host reads it.
    private static bool ReadsEnvironment(IConfiguration host) =>
        host is IConfigurationRoot root && root.Providers.Any(IsPlainEnvironment);

    private static bool IsPlainEnvironment(IConfigurationProvider provider) =>
        provider is EnvironmentVariablesConfigurationProvider
            ? provider.GetChildKeys([], SettingDefinitions.Section).Any()
            : provider is ChainedConfigurationProvider { Configuration: IConfigurationRoot inner }
                && inner.Providers.Any(IsPlainEnvironment);
}
