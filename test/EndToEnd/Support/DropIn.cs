namespace AspNetCorePrometheus.EndToEnd.Support;

/// <summary>The environment variables by which an operator switches the drop-in on.</summary>
internal static class DropIn
{
    public const string PagePath = "/prometheus/metrics";

    public const string HooksVariable = "DOTNET_STARTUP_HOOKS";

    public const string HostingStartupsVariable = "ASPNETCORE_HOSTINGSTARTUPASSEMBLIES";

    public const string HostingStartup = "AspNetCorePrometheus.HostingStartup";

    public static string Hook => Path.Combine(Tree.Home, "AspNetCorePrometheus.StartupHook.dll");

    public static string Launcher => Path.Combine(Tree.Home, "run-with-metrics");

    /// <summary>The two variables, and <c>Prometheus__Key</c> for each setting.</summary>
    public static Dictionary<string, string> Variables(params (string Key, string Value)[] settings)
    {
        var variables = Settings(settings);
        variables[HooksVariable] = Hook;
        variables[HostingStartupsVariable] = HostingStartup;
        return variables;
    }

    /// <summary>The settings alone, without the variables that switch the drop-in on.</summary>
    public static Dictionary<string, string> Settings(params (string Key, string Value)[] settings) =>
        settings.ToDictionary(setting => "Prometheus__" + setting.Key, setting => setting.Value);
}
