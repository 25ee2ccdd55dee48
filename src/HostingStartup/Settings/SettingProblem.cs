namespace AspNetCorePrometheus.HostingStartup;

/// <summary>A setting that could not be used, and what holds instead.</summary>
internal sealed record SettingProblem(string Key, string Value, string Reason, string Default);
