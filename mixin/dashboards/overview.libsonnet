function(kit)
  local p = kit.panels, q = kit.query, config = kit.config;
  local all = ['0.50', '0.95', '0.99'];
  local rate(series) = q.sum([], q.rate(series));
  local cacheGets(matchers, window) =
    q.sum([], q.rate(q.of('cache_requests_total', std.join(', ', ['cache_operation="get"'] + matchers)), window));
  local burnWindow = config.alerts.AspNetCoreErrorBudgetBurn.windows[0].long;
  local burn = q.recordedSeries('job', 'http_server_requests_5xx', 'ratio_rate' + burnWindow);
  local instances = q.of('aspnetcore_prometheus_build_info');
  local down = '%s == 0 and on (%s) %s' % [
    q.series('up'),
    std.join(', ', q.instanceLabels),
    q.over('last_over_time', instances, config.alerts.AspNetCoreTargetDown.interval),
  ];
  local failed(kind, family, matchers='error_type!=""') =
    'label_replace(%s, "kind", "%s", "", "")' % [q.grown(q.of(family, matchers), '1w'), kind];
  kit.dashboard('overview', 'Overview', 'An application at one look: requests, databases, caches, saturation.', kit.variables.common, [
    {
      title: 'Summary',
      panels: [
        p.stat('Request Volume', 'Requests per second, without the ignored routes.', 'reqps', [p.target(rate(q.requests()))]),
        p.stat(
          'Error Share',
          'Share of requests that were answered with 5xx.',
          'percentunit',
          [p.target(q.share(rate(q.requests('http_response_status_code=~"5.."')), rate(q.requests())))],
          steps=[[null, 'green'], [0.01, 'orange'], [0.05, 'red']]
        ),
        p.stat(
          'Request Latency (P95)',
          'Time within which 95 of 100 requests were answered.',
          's',
          [p.target(q.quantile('0.95', [], q.rate(q.requestBuckets(q.short()))))]
        ),
        p.stat(
          'Database Operations',
          'Commands per second, of every database and Redis.',
          'ops',
          [p.target(rate(q.of('db_client_operation_duration_seconds_count')))]
        ),
        p.stat(
          'Cache Hit Rate [30m]',
          'Share of look-ups that found a value, of all caches, in half an hour.',
          'percentunit',
          [p.target(q.share(cacheGets(['cache_result="hit"'], '30m'), cacheGets([], '30m')))]
        ),
        p.stat(
          'Instances',
          'Instances that show the drop-in now, and those besides that did and are targets that cannot be read.',
          'short',
          [
            p.target(q.count([], instances), 'up'),
            p.instant(q.count([], '%s or %s' % [q.max(['instance'], instances), q.max(['instance'], down)]), 'known'),
          ]
        ),
      ],
    },
    {
      title: 'Requests',
      panels: [
        p.timeSeries('Responses', 'Responses per second by class of their status.', 'reqps', [
          p.target(rate(q.requests('http_response_status_code=~"%s.."' % class)), class + 'xx')
          for class in ['2', '3', '4', '5']
        ], options={ stacking: 'normal' }),
        p.timeSeries(
          'Request Latency',
          'Time from the first middleware to the last byte that the application wrote.',
          's',
          p.quantiles(q, all, [], q.requestBuckets(q.short()))
        ),
        p.timeSeries(
          'Error Budget Burn [%s]' % burnWindow,
          'How many times faster than evenly the error budget of a target of %g %% is being used up.' % config.sloTarget,
          'short',
          [p.target('%s / (1 - %g / 100)' % [burn, config.sloTarget], '{{job}}')]
        ),
        p.timeSeries('Requests in Flight', 'Requests that are running.', 'short', [
          p.target(q.sum(['instance'], q.of('http_server_active_requests')), '{{instance}}'),
        ]),
      ],
    },
    {
      title: 'Database',
      panels: [
        p.stat('Migrations Applied', 'Migrations that the databases have, by context.', 'short', [
          p.target(q.max(['efcore_context', 'db_namespace'], q.of('efcore_migrations_applied')), '{{efcore_context}} {{db_namespace}}'),
        ], 12, 4),
        p.stat('Migrations Pending', 'Migrations in the code that the databases do not have, by context.', 'short', [
          p.target(q.max(['efcore_context', 'db_namespace'], q.of('efcore_migrations_pending')), '{{efcore_context}} {{db_namespace}}'),
        ], 12, 4, [[null, 'green'], [1, 'red']]),
        p.timeSeries('Database Connections', 'Connections that were opened per second, from a pool or new.', 'ops', [
          p.target(
            q.sum(['db_system_name', 'db_namespace'], q.rate(q.of('db_client_connection_wait_time_seconds_count'))),
            '{{db_system_name}} {{db_namespace}}'
          ),
        ]),
        p.timeSeries(
          'Database Latency',
          'Time from a command to its answer, of every database and Redis.',
          's',
          p.quantiles(
            q,
            all + ['0.999'],
            ['db_system_name'],
            q.of('db_client_operation_duration_seconds_bucket'),
            legend='{{db_system_name}}'
          )
        ),
        p.table(
          'Top Database Errors (1w)',
          'The ten errors of a week that came most often, of operations, of connections that could not be opened, and of raw commands that only the driver counts.',
          'short',
          [['job', 'Job'], ['db_system_name', 'System'], ['kind', 'Of'], ['error_type', 'Error']],
          [['Errors', q.week(['job', 'db_system_name', 'kind', 'error_type'], std.join(' or ', [
            failed('operation', 'db_client_operation_duration_seconds_count'),
            failed('connection', 'db_client_connection_create_time_seconds_count'),
            failed('raw command', 'db_client_operation_failed_total', ''),
          ]))]],
          24
        ),
      ],
    },
    {
      title: 'Cache',
      panels: [
        p.timeSeries('Cache Gets', 'Look-ups per second by cache and what they found.', 'ops', [
          p.target(
            q.sum(['cache_system', 'cache_name', 'cache_result'], q.rate(q.of('cache_requests_total', 'cache_operation="get"'))),
            '{{cache_system}} {{cache_name}} {{cache_result}}'
          ),
        ], 24),
      ],
    },
    {
      title: 'Saturation',
      panels: [
        p.timeSeries('CPU', 'Cores in use.', 'short', [p.target(q.rate(q.of('process_cpu_seconds_total')), '{{instance}}')], 6),
        p.timeSeries('Memory', 'Memory that the process holds.', 'bytes', [p.target(q.of('process_resident_memory_bytes'), '{{instance}}')], 6),
        p.timeSeries('Thread Pool Queue', 'Work items that wait for a thread.', 'short', [
          p.target(q.of('dotnet_thread_pool_queue_length_total'), '{{instance}}'),
        ], 6),
        p.timeSeries('GC Pause Share', 'Share of the time that the process stood still for garbage collection.', 'percentunit', [
          p.target(q.recordedSeries('instance', 'dotnet_gc_pause', 'ratio_rate' + config.alerts.AspNetCoreHighGcPause.interval), '{{instance}}'),
        ], 6),
      ],
    },
  ])
