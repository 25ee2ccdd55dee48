// Lives of applications in which nothing is wrong, as files of tests for promtool: no alert fires at any of the times. Those of days
// are evaluated every five minutes.
//   --tla-str root=<this folder's parent>
local alerts = std.set([rule.alert for group in (import '../mixin.libsonnet').prometheusAlerts.groups for rule in group.rules]);

local counters = {
  http_server_request_duration_seconds_count: ['http_route="/orders", http_response_status_code="200"', 'http_response_status_code="404"'],
  http_server_request_duration_seconds_bucket: [
    'http_route="/orders", http_response_status_code="200", le="%s"' % le
    for le in ['0.1', '+Inf']
  ],
  db_client_operation_duration_seconds_count: ['db_system_name="postgresql", db_namespace="shop"'],
  cache_requests_total: ['cache_system="memory", cache_name="default", cache_operation="get", cache_result="hit"'],
  aspnetcore_rate_limiting_requests_total: ['aspnetcore_rate_limiting_policy="fixed", aspnetcore_rate_limiting_result="acquired"'],
};

// What counts failures and pauses of long ago.
local failures = {
  http_server_request_duration_seconds_count: [
    'http_route="/orders", http_response_status_code="500", error_type="Shop.Failure"',
    'http_route="/orders", http_response_status_code="400", error_type="Shop.Refusal"',
  ],
  aspnetcore_request_exceptions_total: ['http_route="/orders", error_type="Shop.Failure"'],
  db_client_operation_duration_seconds_count: ['db_system_name="postgresql", db_namespace="shop", error_type="Npgsql.PostgresException"'],
  db_client_connection_create_time_seconds_count: ['db_system_name="postgresql", db_namespace="shop", error_type="Npgsql.NpgsqlException"'],
  db_client_operation_failed_total: ['db_client_connection_pool_name="shop"'],
  db_client_connection_timeouts_total: ['db_client_connection_pool_name="shop"'],
  cache_requests_total: ['cache_system="redis", cache_name="default", cache_operation="get", cache_result="error"'],
  efcore_migrations_check_errors_total: ['efcore_context="Shop", error_type="System.TimeoutException"'],
  aspnetcore_rate_limiting_requests_total: ['aspnetcore_rate_limiting_policy="fixed", aspnetcore_rate_limiting_result="endpoint_limiter"'],
  aspnetcore_prometheus_instrumentation_errors_total: ['instrumentation="caches"'],
  kestrel_rejected_connections_total: ['server_port="80"'],
  dotnet_gc_pause_time_seconds_total: ['gc=""'],
};

local gauges = {
  'aspnetcore_prometheus_build_info{version="0.1.0", runtime=".NET 10", framework="10.0"}': '1',
  'aspnetcore_prometheus_series_overflow{metric="http.client.request.duration"}': '0',
  'efcore_migrations_pending{efcore_context="Shop", db_namespace="shop"}': '0',
  'efcore_migrations_applied{efcore_context="Shop", db_namespace="shop"}': '5',
  'process_resident_memory_bytes{gc=""}': '300000000',
  'dotnet_thread_pool_queue_length_total{gc=""}': '0',
  'kestrel_queued_connections{server_port="80"}': '0',
  'db_client_connection_count{db_client_connection_pool_name="shop", db_client_connection_state="used"}': '3',
  'db_client_connection_pending_requests{db_client_connection_pool_name="shop"}': '0',
};

// A page of an instance. `parts` give values: of a gauge, a counter, a counter of failures, the start of its process in seconds.
local page(target, parts) =
  local named(families, values) = {
    ['%s{%s, %s}' % [family, target, labels]]: values
    for family in std.objectFields(families)
    for labels in families[family]
  };
  {
    [std.strReplace(key, '}', ', %s}' % target)]: parts.gauge(gauges[key])
    for key in std.objectFields(gauges)
  }
  + named(counters, parts.counter)
  + named(failures, parts.failure)
  // Without ExportProcess it does not tell its start.
  + { [if parts.start != '' then 'process_start_time_seconds{%s}' % target]: parts.start };

local up(target, values) = { ['up{%s}' % target]: values };
local a = 'job="shop", instance="a:80"', b = 'job="shop", instance="b:80"';

local quiet(series, times, interval='1m') = {
  interval: interval,
  input_series: [{ series: key, values: series[key] } for key in std.objectFields(series)],
  alert_rule_test: [
    { eval_time: time, alertname: alert, exp_alerts: [] }
    for time in times
    for alert in alerts
  ],
};

local hours = [
  // Nobody asks for anything, and Prometheus is new to a process that has failed in its time.
  quiet(
    up(a, '1x100')
    + page(a, { gauge(value): value + 'x100', counter: '500x100', failure: '70x100', start: '-604800x100' }),
    ['1m', '4m', '9m', '16m', '29m', '45m', '90m']
  ),

  // Prometheus was away for twenty minutes, and for one scrape.
  quiet(
    up(a, '1x40 _x20 1x20 0 1x80')
    + page(a, {
      gauge(value): '%(v)sx40 _x20 %(v)sx20 stale %(v)sx80' % { v: value },
      counter: '500+9x40 _x20 1040+9x20 stale 1240+9x80',
      failure: '70x40 _x20 70x20 stale 70x80',
      start: '-604800x40 _x20 -604800x20 stale -604800x80',
    }),
    ['62m', '66m', '71m', '76m', '80m', '84m', '87m', '92m', '97m', '112m']
  ),

  // Prometheus is new to a process that does not tell its start, and is away for twenty minutes, and for one scrape.
  quiet(
    up(a, '1x40 _x20 1x20 0 1x80')
    + page(a, {
      gauge(value): '%(v)sx40 _x20 %(v)sx20 stale %(v)sx80' % { v: value },
      counter: '500+9x40 _x20 1040+9x20 stale 1240+9x80',
      failure: '70x40 _x20 70x20 stale 70x80',
      start: '',
    }),
    ['1m', '4m', '9m', '16m', '29m', '62m', '66m', '71m', '76m', '80m', '84m', '87m', '92m', '97m', '112m']
  ),

  // The process begins again: two scrapes fail, counters begin at 0, and those of failures are not there any more.
  quiet(
    up(a, '1x60 0x1 1x80')
    + page(a, {
      gauge(value): '%(v)sx60 stale _ %(v)sx80' % { v: value },
      counter: '900+9x60 stale _ 20+9x80',
      failure: '70x60 stale',
      start: '-604800x60 stale _ 3680x80',
    }),
    ['61m', '63m', '66m', '71m', '76m', '91m', '120m']
  ),

  // An instance takes the place of another one.
  quiet(
    up(a, '1x60 stale') + up(b, '_x58 1x90')
    + page(a, { gauge(value): value + 'x60 stale', counter: '900+9x60 stale', failure: '70x60 stale', start: '-604800x60 stale' })
    + page(b, { gauge(value): '_x58 %sx90' % value, counter: '_x58 4+9x90', failure: '_x58 0x90', start: '_x58 3480x90' }),
    ['59m', '61m', '66m', '71m', '76m', '91m', '130m']
  ),

  // What is pushed has no target. Another process, which has another name, goes on with it after a break.
  quiet(
    page('job="shop", instance="0a1b"', { gauge(value): value + 'x60', counter: '900+9x60', failure: '70x60', start: '-604800x60' })
    + page('job="shop", instance="2c3d"', { gauge(value): '_x65 %sx90' % value, counter: '_x65 4+9x90', failure: '_x65 0x90', start: '_x65 3880x90' }),
    ['30m', '64m', '68m', '76m', '91m', '140m']
  ),

  // One request in fourteen failed, with a status that no exception gave it; one was slow; one waited. Then nobody asked.
  quiet(
    up(a, '1x90')
    + page(a, { gauge(value): value + 'x90', counter: '500x90', failure: '0x90', start: '-604800x90' })
    + {
      ['http_server_request_duration_seconds_count{%s, http_route="/basket", http_response_status_code="200"}' % a]: '0x20 13x70',
      ['http_server_request_duration_seconds_count{%s, http_route="/basket", http_response_status_code="500"}' % a]: '_x20 1x70',
      ['http_server_request_duration_seconds_count{%s, http_route="/gone", http_response_status_code="404"}' % a]: '_x20 1x70',
      ['http_server_request_duration_seconds_count{%s, http_route="/slow", http_response_status_code="200"}' % a]: '0x20 12x70',
      ['http_server_request_duration_seconds_bucket{%s, http_route="/slow", http_response_status_code="200", le="1"}' % a]: '0x20 11x70',
      ['http_server_request_duration_seconds_bucket{%s, http_route="/slow", http_response_status_code="200", le="10"}' % a]: '0x20 12x70',
      ['http_server_request_duration_seconds_bucket{%s, http_route="/slow", http_response_status_code="200", le="+Inf"}' % a]: '0x20 12x70',
      ['dotnet_thread_pool_queue_length_total{%s, pool="other"}' % a]: '0x20 40 0x70',
      ['kestrel_queued_requests{%s}' % a]: '0x20 7 0x70',
      ['db_client_connection_pending_requests{%s, db_client_connection_pool_name="other"}' % a]: '0x20 7 0x70',
    },
    ['20m', '21m', '22m', '23m', '24m', '26m', '31m', '51m', '80m']
  ),

  // One failure in a day of few requests is what a target of 99.9 % does not allow, but no burn.
  quiet(
    up(a, '1x600')
    + {
      ['http_server_request_duration_seconds_count{%s, http_route="/", http_response_status_code="200"}' % a]: '0+1x600',
      ['http_server_request_duration_seconds_count{%s, http_route="/", http_response_status_code="500"}' % a]: '0x300 1x300',
    },
    ['301m', '303m', '306m', '320m', '331m', '361m', '500m']
  ),

  // Jobs without the drop-in, up and down.
  quiet(
    up('job="node", instance="n:9100"', '0x60') + up('job="other", instance="o:80"', '1x60')
    + { 'process_start_time_seconds{job="other", instance="o:80"}': '-10000x60' },
    ['15m', '40m']
  ),
];

// Four days of twelve hours of rest and twelve of work, which takes more memory. The first day's work begins twenty minutes late, the
// second day's twenty minutes early.
local stays(value, points) = '%sx%d' % [value, points];
local days(low, high) = std.join(' ', [
  stays(low, 143 + 4),
  stays(high, 143),
  stays(low, 143 - 8),
  stays(high, 143 + 8),
  stays(low, 143),
  stays(high, 143),
  stays(low, 143),
  stays(high, 143),
]);
local lives = [
  quiet(
    up(a, '1x1200')
    + page(a, { gauge(value): value + 'x1200', counter: '0+900x1200', failure: '70x1200', start: '-604800x1200' })
    + { ['process_resident_memory_bytes{gc="", %s}' % a]: days('300000000', '700000000') },
    // The second, third and fourth morning, and the evenings.
    ['%dm' % minutes for day in [1, 2, 3] for minutes in std.range(1440 * day + 660, 1440 * day + 1100) if minutes % 20 == 0]
    + ['%dm' % (1440 * day + 60) for day in [1, 2, 3]],
    '5m'
  ),
];

function(root) {
  local file(tests) = { rule_files: [root + '/prometheus_rules.yaml', root + '/prometheus_alerts.yaml'], tests: tests },
  'hours.json': file(hours),
  'days.json': { evaluation_interval: '5m' } + file(lives),
}
