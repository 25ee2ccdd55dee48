using AspNetCorePrometheus.HostingStartup;
using Microsoft.Extensions.Configuration;

namespace AspNetCorePrometheus.UnitTests.Support;

/// <summary>Settings as an operator would give them.</summary>
internal static class TestSettings
{
    public static PrometheusSettings Of(params (string Key, string Value)[] given)
    {
        var (settings, problems) = SettingsReader.Read(Configuration(given));
        return problems.Count == 0 ? settings : throw new ArgumentException(string.Join("; ", problems), nameof(given));
    }

    public static IConfigurationRoot Configuration(params (string Key, string Value)[] given) =>
        new ConfigurationBuilder().AddInMemoryCollection(Section(given)).Build();

    public static IEnumerable<KeyValuePair<string, string?>> Section(params (string Key, string Value)[] given) =>
        given.Select(pair => KeyValuePair.Create("Prometheus:" + pair.Key, (string?)pair.Value));
}
