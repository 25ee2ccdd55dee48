namespace AspNetCorePrometheus.Instrumentation.Exposition;

/// <summary>There is no room for another page beside those that are being made or sent.</summary>
internal sealed class PageRefusedException(string reason) : Exception(reason);
