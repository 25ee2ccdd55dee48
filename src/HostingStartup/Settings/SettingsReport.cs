using System.Collections.Concurrent;

namespace AspNetCorePrometheus.HostingStartup;

/// <summary>Tells once what was wrong with the settings, all of it in one message.</summary>
internal static class SettingsReport
{
    private static readonly ConcurrentDictionary<string, bool> Told = new();

    /// <summary>Writes one report, or throws it if <c>FailFast</c> is set; the same report is not written twice.</summary>
    public static void Publish(IReadOnlyList<SettingProblem> problems, bool failFast)
    {
        if (problems.Count == 0)
        {
            return;
        }

        var message = Describe(problems);
        if (failFast)
        {
            throw new InvalidOperationException(message);
        }

        if (Told.TryAdd(message, true))
        {
            OwnLog.Write(OwnLogLevel.Warning, LogEvents.SettingsProblems, message);
        }
    }

    private static string Describe(IReadOnlyList<SettingProblem> problems) =>
        "settings that cannot be used: " + string.Join("; ", problems.Select(problem =>
            $"{(problem.Key.Length == 0 ? SettingDefinitions.Section : $"{SettingDefinitions.Section}:{problem.Key}")}=\"{problem.Value}\" ({problem.Reason}), in force: {problem.Default}"));
}
