namespace AspNetCorePrometheus.HostingStartup;

/// <summary>What can be wrong with guards and the own port although each value is well by itself.</summary>
internal static class ServingSettings
{
    private const string NobodyGetsIn = "nobody gets in";

    /// <summary>The settings, closed where two of them do not fit, and each such finding added to the problems.</summary>
    public static PrometheusSettings Checked(PrometheusSettings settings, List<SettingProblem> problems)
    {
        var guards = settings.Guards;
        if (guards is { BasicUser: not null, BasicPasswordHash: null, IsUnusable: false })
        {
            return Closed(settings, problems, new("BasicUser", guards.BasicUser, "without BasicPasswordHash", NobodyGetsIn));
        }

        if (guards is { BasicUser: null, BasicPasswordHash: not null, IsUnusable: false })
        {
            return Closed(settings, problems, new("BasicPasswordHash", "***", "without BasicUser", NobodyGetsIn));
        }

        if (guards.BasicUser?.Contains(':', StringComparison.Ordinal) == true)
        {
            return Closed(settings, problems, new("BasicUser", guards.BasicUser, "a user has no colon", NobodyGetsIn));
        }

        if (settings.OwnPort is { TlsKeyFile: not null, TlsCertificateFile: null })
        {
            problems.Add(new("TlsKeyFile", "***", "without TlsCertificateFile", "no own port"));
            return settings with { OwnPort = settings.OwnPort with { IsUnusable = true } };
        }

        return settings;
    }

    private static PrometheusSettings Closed(PrometheusSettings settings, List<SettingProblem> problems, SettingProblem problem)
    {
        problems.Add(problem);
        return settings with { Guards = settings.Guards with { IsUnusable = true } };
    }
}
