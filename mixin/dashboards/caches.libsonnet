function(kit)
  local p = kit.panels, q = kit.query;
  local window = kit.config.alerts.AspNetCoreCacheHitRateDropped.interval;
  local cache = ['cache_system', 'cache_name'], legend = '{{cache_system}} {{cache_name}}';
  local chosen(more=[]) = std.join(', ', [q.matches('cache_system', 'system'), q.matches('cache_name', 'cache')] + more);
  local requests(more=[]) = q.of('cache_requests_total', chosen(more));
  local gets(labels, more=[]) = q.sum(labels, q.rate(requests(['cache_operation="get"'] + more)));
  local hitRate(labels) = q.share(gets(labels, ['cache_result="hit"']), gets(labels));
  local recorded = q.recordedSeries('job_cache', 'cache_hits', 'ratio_rate' + window, chosen());
  local redis = ['server_address', 'server_port'], server = '{{server_address}}:{{server_port}}';
  local variables = kit.variables.common + [
    kit.variables.of('system', 'cache_system', 'System', 'cache_requests_total'),
    kit.variables.of('cache', 'cache_name', 'Cache', 'cache_requests_total', q.matches('cache_system', 'system')),
  ];
  kit.dashboard('caches', 'Caches', 'Every cache in the container: hit rate, operations, latency, errors, entries; Redis connections.', variables, [
    {
      title: 'Summary',
      panels: [
        p.stat('Hit Rate', 'Share of look-ups that found a value.', 'percentunit', [p.target(hitRate([]))], 6),
        p.stat('Look-ups', 'Look-ups per second.', 'ops', [p.target(gets([]))], 6),
        p.stat('Errors [1h]', 'Operations that failed in an hour.', 'short', [
          p.target(q.orZero([], q.sum([], q.grown(requests(['cache_result="error"']), '1h')))),
        ], 6, steps=[[null, 'green'], [1, 'red']]),
        p.stat('Entries', 'Entries of the caches in memory.', 'short', [p.target(q.sum([], q.of('cache_entries', chosen())))], 6),
      ],
    },
    {
      title: 'Look-ups',
      panels: [
        p.timeSeries('Hit Rate by Cache',
                     'Share of look-ups that found a value.',
                     'percentunit',
                     [p.target(hitRate(cache), legend)],
                     options={ max: 1 }),
        p.timeSeries('Hit Rate against the Day Before',
                     'Share of look-ups of %s that found a value, now and a day before, all instances together.' % window,
                     'percentunit',
                     [
                       p.target(recorded, 'now: {{job}} ' + legend),
                       p.target(recorded + ' offset 1d', 'day before: {{job}} ' + legend),
                     ],
                     options={ max: 1 }),
        p.timeSeries('Look-ups by Result', 'Look-ups per second by what they found.', 'ops', [
          p.target(gets(cache + ['cache_result']), legend + ' {{cache_result}}'),
        ]),
        p.timeSeries('Operations', 'Operations per second by kind.', 'ops', [
          p.target(q.sum(cache + ['cache_operation'], q.rate(requests())), legend + ' {{cache_operation}}'),
        ]),
        p.timeSeries('Errors', 'Operations per second that failed.', 'ops', [
          p.target(q.sum(cache + ['cache_operation'], q.rate(requests(['cache_result="error"']))), legend + ' {{cache_operation}}'),
        ]),
        p.timeSeries('Latency (P95)', 'Time within which 95 of 100 operations were done, of caches outside the process.', 's', [
          p.target(q.quantile('0.95', cache + ['cache_operation'], q.rate(q.of('cache_operation_duration_seconds_bucket', chosen()))),
                   legend + ' {{cache_operation}}'),
        ]),
      ],
    },
    {
      title: 'Memory',
      panels: [
        p.timeSeries('Entries by Cache',
                     'Entries of the caches in memory.',
                     'short',
                     [p.target(q.of('cache_entries', chosen()), '{{instance}} ' + legend)],
                     8),
        p.timeSeries('Estimated Size', 'Size in the unit that the application gives its entries, of caches with a size limit.', 'short', [
          p.target(q.of('cache_estimated_size', chosen()), '{{instance}} ' + legend),
        ], 8),
        p.timeSeries('Evictions', 'Entries per second that a memory cache dropped by itself. The runtime counts them from .NET 11 on: of older ones there is nothing here.', 'ops', [
          p.target(q.rate(q.of('dotnet_cache_evictions_total')), '{{instance}}'),
        ], 8),
      ],
    },
    {
      title: 'Redis',
      panels: [
        p.timeSeries('Redis Commands', 'Commands per second.', 'ops', [
          p.target(q.sum(['db_operation_name'], q.rate(q.of('db_client_operation_duration_seconds_count', 'db_system_name="redis"'))),
                   '{{db_operation_name}}'),
        ], 6),
        p.timeSeries('Redis Latency',
                     'Time from a command to its answer.',
                     's',
                     p.quantiles(q, ['0.50', '0.99'], redis, q.of('db_client_operation_duration_seconds_bucket', 'db_system_name="redis"'), legend=server),
                     6),
        p.timeSeries('Redis Connections', 'Multiplexers that are connected, and commands without an answer yet.', 'short', [
          p.target(q.of('redis_client_connected'), 'connected: {{instance}} ' + server),
          p.target(q.of('redis_client_pending_commands'), 'pending: {{instance}} ' + server),
        ], 6),
        p.timeSeries('Redis Connections Lost and Restored', 'Per second.', 'ops', [
          p.target(q.rate(q.of('redis_client_connection_failures_total')), 'lost: {{instance}} ' + server + ' {{error_type}}'),
          p.target(q.rate(q.of('redis_client_connection_restores_total')), 'restored: {{instance}} ' + server),
        ], 6),
      ],
    },
  ])
