// The settings of each alert.
//   enabled      false leaves it out
//   threshold    what the value is compared with, in the unit that stands beside it
//   interval     the window that is looked at
//   for          how long it must hold; none for counts over a window
//   minRequests  requests (operations, look-ups) in the window below which a share says nothing; with 5 % of 20 it takes two
//                that fail
local defaults = { enabled: true, severity: 'warning' };
{
  _config+:: {
    alerts: {
      // Percent of the route's requests.
      AspNetCoreHighHttp4xxErrorRate: defaults { threshold: 5, interval: '5m', 'for': '1m', minRequests: 20 },
      AspNetCoreHighHttp5xxErrorRate: defaults { threshold: 5, interval: '5m', 'for': '1m', minRequests: 20 },
      // Percent of all requests.
      AspNetCoreUnroutedRequests: defaults { severity: 'info', threshold: 50, interval: '15m', 'for': '15m', minRequests: 100 },
      // Multiples of the error budget's even consumption, over a long and a short window at once. minFailures is of the long
      // one: where requests are few, a single failure is more than the budget.
      AspNetCoreErrorBudgetBurn: defaults {
        minRequests: 10,
        minFailures: 3,
        windows: [
          { long: '1h', short: '5m', threshold: 14.4, 'for': '2m', severity: 'critical' },
          { long: '6h', short: '30m', threshold: 6, 'for': '15m', severity: 'critical' },
          { long: '1d', short: '2h', threshold: 3, 'for': '1h', severity: 'warning' },
          { long: '3d', short: '6h', threshold: 1, 'for': '3h', severity: 'warning' },
        ],
      },
      // Seconds.
      AspNetCoreHighLatencyP99: defaults { threshold: 2.5, interval: '5m', 'for': '10m', minRequests: 10 },
      // Requests that an exception ended, with 5xx or half-way.
      AspNetCoreUnhandledExceptions: defaults { threshold: 0, interval: '5m' },

      // Migrations.
      AspNetCoreMigrationsPending: defaults { threshold: 0, 'for': '15m' },
      // Seconds since the last look-up that succeeded; with MigrationsRefreshSeconds above a minute, a multiple of it.
      AspNetCoreMigrationCheckFailing: defaults { threshold: 900, interval: '30m', 'for': '5m' },
      // Errors.
      AspNetCoreDatabaseErrors: defaults { threshold: 0, interval: '10m' },
      // Seconds at the 99th percentile.
      AspNetCoreSlowDatabase: defaults { threshold: 1, interval: '5m', 'for': '10m', minRequests: 10 },
      // Percent of the pool's maximum.
      AspNetCoreConnectionPoolNearMaximum: defaults { threshold: 90, 'for': '5m' },
      // Requests that wait for a connection at every scrape of the window.
      AspNetCoreConnectionPoolPending: defaults { threshold: 0, interval: '5m', 'for': '1m' },
      // Timeouts.
      AspNetCoreConnectionPoolTimeouts: defaults { threshold: 0, interval: '10m' },

      // Percentage points below the value of a day before (offset).
      AspNetCoreCacheHitRateDropped: defaults { threshold: 20, interval: '30m', offset: '1d', 'for': '15m', minRequests: 100 },
      // Errors.
      AspNetCoreCacheErrors: defaults { threshold: 0, interval: '10m' },

      // Work items that wait at every scrape of the window.
      AspNetCoreThreadPoolStarvation: defaults { threshold: 10, interval: '2m', 'for': '1m' },
      // Percent of the time.
      AspNetCoreHighGcPause: defaults { threshold: 10, interval: '5m', 'for': '10m' },
      // Percent over the value of one interval before, and over that of a day before (offset: more than an hour); processes of less
      // than minBytes are left alone.
      AspNetCoreMemoryGrowth: defaults { threshold: 50, interval: '6h', offset: '1d', minBytes: 268435456, 'for': '30m' },

      // Connections and requests that wait at every scrape of the window.
      AspNetCoreKestrelQueue: defaults { threshold: 0, interval: '5m', 'for': '1m' },
      // Connections.
      AspNetCoreKestrelConnectionsRejected: defaults { threshold: 0, interval: '5m' },
      // Percent of the policy's requests.
      AspNetCoreRateLimiterRejecting: defaults { threshold: 5, interval: '5m', 'for': '5m', minRequests: 20 },

      AspNetCoreSeriesLimitReached: defaults { threshold: 0, 'for': '5m' },
      // Faults of the drop-in that it contained.
      AspNetCoreInstrumentationErrors: defaults { threshold: 0, interval: '15m' },
      // interval: how long a target is remembered, and so how long the alert lasts at most.
      AspNetCoreTargetDown: defaults { severity: 'critical', interval: '7d', 'for': '5m' },
      AspNetCoreTargetAbsent: defaults { severity: 'critical', interval: '1d', 'for': '10m' },
    },
  },
}
