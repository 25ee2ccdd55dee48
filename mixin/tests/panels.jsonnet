// What panels show of series that are made up, as a file of tests for promtool. Variables choose everything.
local expressions = import '../render/expressions.jsonnet';
local one = expressions();
local several = expressions(config={ showMultiCluster: true });

// The expression of a panel's first question, or of another one.
local panel(dashboard, name, ref='A', all=one) =
  local found = [
    expression.expr
    for expression in all
    if expression.source == 'panel' && expression.place == 'ASP.NET Core / ' + dashboard && expression.name == name && expression.ref == ref
  ];
  if std.length(found) == 1 then found[0] else error 'no panel %s of %s' % [name, dashboard];

// `shows` are pairs of labels and a value.
local ask(dashboard, name, time, shows, ref='A', all=one) = {
  expr: panel(dashboard, name, ref, all),
  eval_time: time,
  exp_samples: [{ labels: sample[0], value: sample[1] } for sample in shows],
};

local test(series, asked) = {
  interval: '1m',
  input_series: [{ series: key, values: series[key] } for key in std.objectFields(series)],
  promql_expr_test: asked,
};

local target = 'job="shop", instance="a:80"';
local requests(route, status, more='') =
  'http_server_request_duration_seconds_count{%s, http_route="%s", http_request_method="GET", http_response_status_code="%s"%s}'
  % [target, route, status, more];
local exceptions(type, route) =
  'aspnetcore_request_exceptions_total{%s, error_type="%s", http_route="%s", http_request_method="GET"}' % [target, type, route];
local info(labels) = 'aspnetcore_prometheus_build_info{version="0.1.0", runtime=".NET 10", framework="10.0", %s}' % labels;

{
  tests: [
    // Nothing but failures is 0, and no empty panel; nothing at all is nothing.
    test({ [requests('/orders', '500')]: '0+60x40' }, [
      ask('Requests / Overview', 'Success Rate (4xx count as success)', '30m', [['{}', 0]]),
      ask('Requests / Overview', 'Success Rate (4xx count as errors)', '30m', [['{}', 0]]),
      ask('Requests / By Route', 'Success Rate (4xx count as success)', '30m', [['{job="shop"}', 0]]),
      ask('Requests / By Route', 'Success Rate (4xx count as errors)', '30m', [['{job="shop"}', 0]]),
      ask('Overview', 'Error Share', '30m', [['{}', 1]]),
    ]),
    test({ [requests('/orders', '404')]: '0+60x40', [requests('/orders', '200')]: '0+60x40' }, [
      ask('Requests / Overview', 'Success Rate (4xx count as success)', '30m', [['{}', 1]]),
      ask('Requests / Overview', 'Success Rate (4xx count as errors)', '30m', [['{}', 0.5]]),
      ask('Overview', 'Error Share', '30m', [['{}', 0]]),
    ]),
    test({ [requests('/orders', '500')]: '60x40', [requests('/orders', '200')]: '60x40' }, [
      ask('Requests / Overview', 'Success Rate (4xx count as success)', '30m', []),
      ask('Overview', 'Error Share', '30m', []),
    ]),
    test({ ['cache_requests_total{%s, cache_system="memory", cache_name="default", cache_operation="get", cache_result="miss"}' % target]: '0+60x40' }, [
      ask('Overview', 'Cache Hit Rate [30m]', '35m', [['{}', 0]]),
      ask('Caches', 'Hit Rate', '35m', [['{}', 0]]),
      ask('Caches', 'Hit Rate by Cache', '35m', [['{cache_system="memory", cache_name="default"}', 0]]),
    ]),

    // The first of something counts; what has not grown is not listed.
    test({
      [info(target)]: '1x200',
      ['process_start_time_seconds{%s}' % target]: '-86400x200',
      [exceptions('Shop.First', '/orders')]: '_x110 1x90',
      [exceptions('Shop.None', '/orders')]: '0x200',
      [requests('/orders', '200')]: '5x200',
      [requests('/orders', '500')]: '_x110 2x90',
      ['efcore_entity_changes_total{%s, efcore_entity="Order", efcore_operation="insert", efcore_context="Shop"}' % target]: '_x110 3x90',
      ['aspnetcore_view_render_duration_seconds_count{%s, aspnetcore_view="/Views/Home.cshtml"}' % target]: '_x110 4x90',
      ['cache_requests_total{%s, cache_system="redis", cache_name="default", cache_operation="get", cache_result="error"}' % target]: '_x110 1x90',
      ['aspnetcore_prometheus_instrumentation_errors_total{%s, instrumentation="caches"}' % target]: '_x110 1x90',
    }, [
      ask('Requests / Overview', 'Exceptions [1h]', '100m', [['{}', 0]]),
      ask('Requests / Overview', 'Exceptions [1h]', '150m', [['{}', 1]]),
      ask('Requests / Overview', 'Exceptions [1h]', '190m', [['{}', 0]]),
      ask('Requests / Overview', 'Responses by Status Class [1h]', '150m', [['{status_class="5xx"}', 2], ['{status_class="2xx"}', 0]]),
      ask('Requests / By Route', 'Responses by Status Code [1h]', '150m', [
        ['{http_response_status_code="500"}', 2],
        ['{http_response_status_code="200"}', 0],
      ]),
      ask('Caches', 'Errors [1h]', '100m', [['{}', 0]]),
      ask('Caches', 'Errors [1h]', '150m', [['{}', 1]]),
      ask('Drop-in', 'Faults [1h]', '150m', [['{}', 1]]),
    ]),
    test({
      [exceptions('Shop.First', '/orders')]: '_x110 1x90',
      [exceptions('Shop.None', '/orders')]: '0x200',
      [requests('/orders', '500')]: '_x110 2x90',
      ['efcore_entity_changes_total{%s, efcore_entity="Order", efcore_operation="insert", efcore_context="Shop"}' % target]: '_x110 3x90',
      ['aspnetcore_view_render_duration_seconds_count{%s, aspnetcore_view="/Views/Home.cshtml"}' % target]: '_x110 4x90',
    }, [
      ask('Requests / Overview', 'Top Exceptions by Type (1w)', '150m', [['{job="shop", error_type="Shop.First"}', 1]]),
      ask('Requests / Overview', 'Top Exceptions by Route (1w)', '150m', [['{job="shop", http_route="/orders"}', 1]]),
      ask('Requests / Overview', 'Top Responses by Route (1w)', '150m', [
        ['{job="shop", http_route="/orders", http_response_status_code="500"}', 2],
      ]),
      ask('Requests / Overview', 'Top Views (1w)', '150m', [['{job="shop", aspnetcore_view="/Views/Home.cshtml"}', 4]]),
      ask('Models', 'Top Entities by Inserts (1w)', '150m', [['{job="shop", efcore_entity="Order"}', 3]]),
    ]),

    // Failed connections are errors of a database, too.
    test({
      ['db_client_operation_duration_seconds_count{%s, db_system_name="postgresql", db_namespace="shop", error_type="Npgsql.NpgsqlException"}' % target]: '_x9 3x20',
      ['db_client_connection_create_time_seconds_count{%s, db_system_name="postgresql", db_namespace="shop", error_type="Npgsql.NpgsqlException"}' % target]: '_x9 2x20',
      ['db_client_connection_create_time_seconds_count{%s, db_system_name="postgresql", db_namespace="shop"}' % target]: '_x9 7x20',
    }, [
      ask('Overview', 'Top Database Errors (1w)', '20m', [
        ['{job="shop", db_system_name="postgresql", kind="operation", error_type="Npgsql.NpgsqlException"}', 3],
        ['{job="shop", db_system_name="postgresql", kind="connection", error_type="Npgsql.NpgsqlException"}', 2],
      ]),
    ]),

    // So are raw commands that only the driver counts.
    test({
      ['db_client_operation_duration_seconds_count{%s, db_system_name="postgresql", db_namespace="shop"}' % target]: '0+120x40',
      ['db_client_operation_duration_seconds_count{%s, db_system_name="postgresql", db_namespace="shop", error_type="E"}' % target]: '0+60x40',
      ['db_client_operation_duration_seconds_count{%s, db_system_name="postgresql", db_client_connection_pool_name="shop"}' % target]: '0+300x40',
      ['db_client_operation_failed_total{%s, db_system_name="postgresql", db_client_connection_pool_name="shop"}' % target]: '0+180x40',
    }, [
      ask('Databases', 'Failed Operations', '30m', [['{}', 0.5]]),
      ask('Databases', 'Errors', '30m', [['{db_system_name="postgresql", error_type="E"}', 1], ['{db_system_name="postgresql"}', 3]]),
      ask('Overview', 'Top Database Errors (1w)', '30m', [
        ['{job="shop", db_system_name="postgresql", kind="raw command"}', 5400],
        ['{job="shop", db_system_name="postgresql", kind="operation", error_type="E"}', 1800],
      ]),
    ]),

    // Requests without a route are none of the API's, and none of a route's.
    test({
      [requests('/orders', '404')]: '0+60x40',
      [requests('/admin/users', '404')]: '0+120x40',
      [requests('', '404')]: '0+600x40',
      [requests('/health', '200')]: '0+60x40',
    }, [
      ask('Requests / Overview', 'API and Other Routes Response Status', '30m', [['{http_route="/orders"}', 1]], 'C'),
      ask('Requests / Overview', 'Admin Routes Response Status', '30m', [['{http_route="/admin/users"}', 2]], 'C'),
      ask('Requests / Overview', 'Requests without a Route', '30m', [['{http_response_status_code="404"}', 10]]),
      ask('Overview', 'Request Volume', '30m', [['{}', 13]]),
    ]),

    // One instance is up, one is a target that cannot be read, one has been taken out.
    test({
      ['up{%s}' % target]: '1x40',
      [info(target)]: '1x40',
      'up{job="shop", instance="b:80"}': '1x9 0x30',
      [info('job="shop", instance="b:80"')]: '1x9 stale',
      'up{job="shop", instance="c:80"}': '1x9 stale',
      [info('job="shop", instance="c:80"')]: '1x9 stale',
      'up{job="node", instance="n:9100"}': '0x40',
    }, [
      ask('Overview', 'Instances', '30m', [['{}', 1]]),
      ask('Overview', 'Instances', '30m', [['{}', 2]], 'B'),
    ]),

    // A pool without a maximum has no usage.
    test({
      ['db_client_connection_count{%s, db_client_connection_pool_name="Microsoft.Data.SqlClient", db_client_connection_state="used"}' % target]: '9x40',
      ['db_client_connection_count{%s, db_client_connection_pool_name="shop", db_client_connection_state="used"}' % target]: '9x40',
      ['db_client_connection_max{%s, db_client_connection_pool_name="shop"}' % target]: '10x40',
    }, [
      ask('Databases', 'Pool Usage', '30m', [['{job="shop", instance="a:80", db_client_connection_pool_name="shop"}', 0.9]]),
    ]),

    // Clusters are told apart where there are several, and so are namespaces with a job of the same name.
    test({
      ['http_server_request_duration_seconds_count{cluster="%s", namespace="%s", %s, http_route="/", http_response_status_code="200"}' % [place[0], place[1], target]]:
        '0+%dx40' % place[2]
      for place in [['eu', 'prod', 60], ['us', 'prod', 120], ['us', 'test', 600]]
    }, [
      ask('Overview', 'Request Volume', '30m', [['{}', 13]]),
      ask('Overview', 'Request Volume', '30m', [['{cluster="eu"}', 1], ['{cluster="us"}', 12]], all=several),
      ask('Requests / By Route', 'Requests', '30m', [['{namespace="prod", job="shop"}', 3], ['{namespace="test", job="shop"}', 10]]),
      ask('Requests / By Route', 'Requests', '30m', [
        ['{cluster="eu", namespace="prod", job="shop"}', 1],
        ['{cluster="us", namespace="prod", job="shop"}', 2],
        ['{cluster="us", namespace="test", job="shop"}', 10],
      ], all=several),
    ]),
  ],
}
