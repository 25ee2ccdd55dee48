using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Serving.Guards;

namespace AspNetCorePrometheus.Instrumentation.Serving;

/// <summary>Where one host's page is, and what guards it.</summary>
/// <param name="Settings">The host's settings.</param>
/// <param name="Guard">What stands before the page at the host's own ports.</param>
/// <param name="OwnPages">
/// The page's addresses at the own port, if this host has opened it; waits a few seconds at the most for the port to open.
/// </param>
internal sealed record ServingPlace(PrometheusSettings Settings, ScrapeGuard Guard, Func<string[]>? OwnPages);
