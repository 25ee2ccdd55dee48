// For trying alerts out: what takes minutes in production takes seconds. Scrape and evaluate every second.
// Lay it over _config:
//   (import 'mixin.libsonnet') + { _config+:: (import 'examples/short.libsonnet') }
local short = { interval: '15s', 'for': '2s' };
{
  alerts+: {
    AspNetCoreHighHttp4xxErrorRate+: short { minRequests: 10 },
    AspNetCoreHighHttp5xxErrorRate+: short { minRequests: 10 },
    AspNetCoreUnroutedRequests+: short,
    AspNetCoreErrorBudgetBurn+: {
      windows: [{ long: '1m', short: '15s', threshold: 14.4, 'for': '2s', severity: 'critical' }],
    },
    AspNetCoreHighLatencyP99+: short,
    AspNetCoreUnhandledExceptions+: { interval: '30s' },
    AspNetCoreMigrationsPending+: { 'for': '2s' },
    AspNetCoreMigrationCheckFailing+: short { threshold: 15 },
    AspNetCoreDatabaseErrors+: { interval: '30s' },
    AspNetCoreSlowDatabase+: short,
    AspNetCoreConnectionPoolNearMaximum+: { 'for': '2s' },
    AspNetCoreConnectionPoolPending+: short,
    AspNetCoreConnectionPoolTimeouts+: { interval: '30s' },
    AspNetCoreCacheHitRateDropped+: short { offset: '30s', minRequests: 20 },
    AspNetCoreCacheErrors+: { interval: '30s' },
    AspNetCoreThreadPoolStarvation+: short,
    AspNetCoreHighGcPause+: short,
    AspNetCoreMemoryGrowth+: short,
    AspNetCoreKestrelQueue+: short,
    AspNetCoreKestrelConnectionsRejected+: { interval: '30s' },
    AspNetCoreRateLimiterRejecting+: short,
    AspNetCoreSeriesLimitReached+: { 'for': '2s' },
    AspNetCoreInstrumentationErrors+: { interval: '30s' },
    AspNetCoreTargetDown+: { 'for': '2s' },
    AspNetCoreTargetAbsent+: { 'for': '2s' },
  },
}
