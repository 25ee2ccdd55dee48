using Microsoft.Extensions.Configuration;

namespace AspNetCorePrometheus.HostingStartup;

/// <summary>Rules under which the drop-in stays out of a host; each says why in plain words.</summary>
internal static class Preflight
{
    private const string Assembly = "AspNetCorePrometheus.HostingStartup";

    private static readonly Func<IConfiguration, string?>[] Rules = [Prevented, Excluded];

    /// <summary>The first reason to stay out, or null when there is none.</summary>
    public static string? FirstObjection(IConfiguration configuration)
    {
        foreach (var rule in Rules)
        {
            if (rule(configuration) is { } objection)
            {
                return objection;
            }
        }

        return null;
    }

    // The framework's own switches close the hosting startup only; they mean every way in.
    // https://learn.microsoft.com/aspnet/core/fundamentals/host/platform-specific-configuration
    private static string? Prevented(IConfiguration configuration) =>
        Read(configuration, "preventHostingStartup") is { } value && (value == "1" || bool.TryParse(value, out var on) && on)
            ? "stays out: hosting startups are prevented (ASPNETCORE_PREVENTHOSTINGSTARTUP)"
            : null;

    private static string? Excluded(IConfiguration configuration) =>
        Read(configuration, "hostingStartupExcludeAssemblies") is { } value
            && value.Split(';', StringSplitOptions.TrimEntries).Contains(Assembly, StringComparer.OrdinalIgnoreCase)
            ? "stays out: it is listed in ASPNETCORE_HOSTINGSTARTUPEXCLUDEASSEMBLIES"
            : null;

    private static string? Read(IConfiguration configuration, string key) =>
        configuration[key] ?? Environment.GetEnvironmentVariable("ASPNETCORE_" + key.ToUpperInvariant());
}
