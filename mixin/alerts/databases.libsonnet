function(config, query, alert, increase)
  local errors = alert.settings('AspNetCoreDatabaseErrors');
  local slow = alert.settings('AspNetCoreSlowDatabase');
  local byDatabase = query.applicationLabels + ['db_system_name', 'db_namespace', 'server_address', 'server_port'];
  local failed(name) = query.of(name, query.both('error_type!=""', query.counted));
  local byError = byDatabase + ['error_type'];
  [
    // A connection that fails once while a new database is made (a SQLite file) is normal: connections count once they go on
    // failing, which is what increase() sees. What a driver counts itself (raw commands of Npgsql) has no type.
    alert.rule('AspNetCoreDatabaseErrors', {
      value: std.join(' > %s\nor ' % errors.threshold, [
        query.sum(byError, increase(failed('db_client_operation_duration_seconds_count'), errors.interval)),
        query.sum(byError, query.increase(failed('db_client_connection_create_time_seconds_count'), errors.interval)),
        query.sum(byError, increase(query.of('db_client_operation_failed_total'), errors.interval)),
      ]),
      comparison: '> %s' % errors.threshold,
      summary: 'Database operations fail.',
      description: '{{ $value | printf "%%.0f" }} operations or connections of %s failed on {{ $labels.db_system_name }} {{ $labels.db_namespace }} in the past %s{{ if $labels.error_type }}: {{ $labels.error_type }}{{ end }}.'
                   % [alert.application, errors.interval],
      dashboard: 'databases',
    }),

    alert.rule('AspNetCoreSlowDatabase', {
      value: query.quantile('0.99', byDatabase, query.rate(query.of('db_client_operation_duration_seconds_bucket'), slow.interval)),
      comparison: '> %s' % slow.threshold,
      provided: '%s >= %s' % [
        query.sum(byDatabase, query.increase(query.of('db_client_operation_duration_seconds_count'), slow.interval)),
        slow.minRequests,
      ],
      summary: 'The database is slow.',
      description: 'One of a hundred operations of %s on {{ $labels.db_system_name }} {{ $labels.db_namespace }} took {{ $value | humanizeDuration }} or longer in the past %s (threshold: %s s).'
                   % [alert.application, slow.interval, slow.threshold],
      dashboard: 'databases',
    }),
  ]
