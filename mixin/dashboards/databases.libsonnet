function(kit)
  local p = kit.panels, q = kit.query;
  local chosen(more=[]) = std.join(', ', [q.matches('db_system_name', 'system'), q.matches('db_namespace', 'database')] + more);
  local of(name, more=[]) = q.of(name, chosen(more));
  local operations(more=[]) = of('db_client_operation_duration_seconds_count', more);
  local buckets = of('db_client_operation_duration_seconds_bucket');
  local rate(series) = q.sum([], q.rate(series));
  // A driver counts its raw commands that failed beside their duration (Npgsql), without a type and without the database.
  local rawFailures = q.of('db_client_operation_failed_total', chosen());
  local failures(labels) = q.sum(labels, '%s or %s' % [q.rate(operations(['error_type!=""'])), q.rate(rawFailures)]);
  local database = ['db_system_name', 'db_namespace'];
  local variables = kit.variables.common + [
    kit.variables.of('system', 'db_system_name', 'System', 'db_client_operation_duration_seconds_count'),
    kit.variables.of('database', 'db_namespace', 'Database', 'db_client_operation_duration_seconds_count', q.matches('db_system_name', 'system')),
  ];
  local pool(title, description, unit, series, legend='') = p.timeSeries(title, description, unit, [
    p.target(series, '{{instance}} {{db_client_connection_pool_name}}' + legend),
  ], 8);
  kit.dashboard('databases', 'Databases', 'Commands, connections, pools, saves and migrations. Redis commands count as operations of the system redis.', variables, [
    {
      title: 'Summary',
      panels: [
        p.stat('Operations', 'Commands per second.', 'ops', [p.target(rate(operations()))], 6),
        p.stat('Failed Operations', 'Share of commands that failed.', 'percentunit', [
          p.target(q.share(failures([]), rate(operations()))),
        ], 6, steps=[[null, 'green'], [0.01, 'orange'], [0.05, 'red']]),
        p.stat('Latency (P99)', 'Time within which 99 of 100 commands were answered.', 's', [p.target(q.quantile('0.99', [], q.rate(buckets)))], 6),
        p.stat('Migrations Pending', 'Migrations in the code that the databases do not have.', 'short', [
          p.target(q.sum([], q.max(['job', 'efcore_context', 'db_namespace'], q.of('efcore_migrations_pending')))),
        ], 6, steps=[[null, 'green'], [1, 'red']]),
      ],
    },
    {
      title: 'Operations',
      panels: [
        p.timeSeries('Operations by Kind', 'Commands per second by database and first keyword.', 'ops', [
          p.target(q.sum(database + ['db_operation_name'], q.rate(operations())), '{{db_system_name}} {{db_namespace}} {{db_operation_name}}'),
        ]),
        p.timeSeries('Latency',
                     'Time from a command to its answer.',
                     's',
                     p.quantiles(q, ['0.50', '0.95', '0.99', '0.999'], ['db_system_name'], buckets, legend='{{db_system_name}}')),
        p.timeSeries('Latency by Database (P99) [5m]',
                     'Time within which 99 of 100 commands of five minutes were answered, all instances together.',
                     's',
                     [
                       p.target(q.recordedSeries('job_database', 'db_client_operation_duration_seconds', 'p99_rate5m', chosen()),
                                '{{job}} {{db_system_name}} {{db_namespace}}'),
                     ]),
        p.timeSeries('Errors', 'Failed commands per second by type; raw ones that only the driver counts have none.', 'ops', [
          p.target(failures(['db_system_name', 'error_type']), '{{db_system_name}} {{error_type}}'),
        ]),
        p.table('Slowest Operations [1h]',
                'Times within which 50 and 99 of 100 commands of an hour were answered.',
                's',
                [['db_system_name', 'System'], ['db_namespace', 'Database'], ['db_operation_name', 'Operation']],
                [
                  ['P%g' % (std.parseJson(quantile) * 100), q.quantile(quantile, database + ['db_operation_name'], q.rate(buckets, '1h'))]
                  for quantile in ['0.50', '0.99']
                ],
                24),
      ],
    },
    {
      title: 'Connections and Pools',
      panels: [
        p.timeSeries('Connections Opened', 'Connections that were opened per second, from a pool or new; of SqlClient those from a pool.', 'ops', [
          p.target(q.sum(database, q.rate(of('db_client_connection_wait_time_seconds_count'))), '{{db_system_name}} {{db_namespace}}'),
        ], 8),
        p.timeSeries('Connection Wait (P95)', 'Time within which 95 of 100 connections were open.', 's', [
          p.target(q.quantile('0.95', database, q.rate(of('db_client_connection_wait_time_seconds_bucket'))), '{{db_system_name}} {{db_namespace}}'),
        ], 8),
        p.timeSeries('Failed Connections', 'Connections per second that could not be opened.', 'ops', [
          p.target(q.sum(database + ['error_type'], q.rate(of('db_client_connection_create_time_seconds_count', ['error_type!=""']))),
                   '{{db_system_name}} {{db_namespace}} {{error_type}}'),
        ], 8),
        pool('Pool Connections',
             'Connections of a pool by state (Npgsql, MySqlConnector; SqlClient: of the whole process).',
             'short',
             q.of('db_client_connection_count'),
             ' {{db_client_connection_state}}'),
        pool('Pool Usage', 'Used connections in relation to the most that the pool may have, of pools that show both (SqlClient counts for the whole process).', 'percentunit', '%s / (%s > 0)' % [
          q.sum(['instance', 'db_client_connection_pool_name'], q.of('db_client_connection_count', 'db_client_connection_state="used"')),
          q.max(['instance', 'db_client_connection_pool_name'], q.of('db_client_connection_max')),
        ]),
        p.timeSeries('Pool Waiting and Timeouts', 'Requests that wait for a connection, and those per second that waited in vain.', 'short', [
          p.target(q.of('db_client_connection_pending_requests'), 'waiting: {{instance}} {{db_client_connection_pool_name}}'),
          p.target(q.rate(q.of('db_client_connection_timeouts_total')), 'timeouts: {{instance}} {{db_client_connection_pool_name}}'),
        ], 8),
      ],
    },
    {
      title: 'EF Core',
      panels: [
        p.timeSeries('Saves', 'Calls of SaveChanges per second by context; failed ones by type.', 'ops', [
          p.target(q.sum(['efcore_context', 'error_type'], q.rate(q.of('efcore_save_changes_duration_seconds_count'))),
                   '{{efcore_context}} {{error_type}}'),
        ], 8),
        p.timeSeries('Save Latency',
                     'Time of SaveChanges.',
                     's',
                     p.quantiles(q, ['0.50', '0.99'], ['efcore_context'], q.of('efcore_save_changes_duration_seconds_bucket'), legend='{{efcore_context}}'),
                     8),
        p.timeSeries('Retries and Batches',
                     'Operations that an execution strategy tried again, and commands that shared a round trip, per second.',
                     'ops',
                     [
                       p.target(q.sum(['efcore_context'], q.rate(q.of('efcore_execution_retries_total'))), 'retries: {{efcore_context}}'),
                       p.target(q.sum(database, q.rate(of('db_client_batched_commands_total'))), 'batched: {{db_namespace}}'),
                     ],
                     8),
        p.table('Migrations',
                "What each context's database has and lacks.",
                'short',
                [['job', 'Job'], ['efcore_context', 'Context'], ['db_system_name', 'System'], ['db_namespace', 'Database']],
                [
                  ['Applied', q.max(['job', 'efcore_context'] + database, q.of('efcore_migrations_applied'))],
                  ['Pending', q.max(['job', 'efcore_context'] + database, q.of('efcore_migrations_pending'))],
                ]),
        p.timeSeries('Migration Look-ups', 'Seconds since the last look-up of migrations that succeeded.', 's', [
          p.target('time() - %s' % q.of('efcore_migrations_check_timestamp_seconds'), '{{instance}} {{efcore_context}}'),
        ], 6),
        p.timeSeries('Failed Migration Look-ups', 'Look-ups per second that failed.', 'ops', [
          p.target(q.sum(['efcore_context', 'error_type'], q.rate(q.of('efcore_migrations_check_errors_total'))),
                   '{{efcore_context}} {{error_type}}'),
        ], 6),
      ],
    },
  ])
