function(config, query, alert, increase)
  local pending = alert.settings('AspNetCoreMigrationsPending');
  local failing = alert.settings('AspNetCoreMigrationCheckFailing');
  local byDatabase = query.applicationLabels + ['efcore_context', 'db_system_name', 'db_namespace', 'server_address'];
  local byCheck = query.instanceLabels + ['efcore_context'];
  [
    alert.rule('AspNetCoreMigrationsPending', {
      value: query.max(byDatabase, query.of('efcore_migrations_pending')),
      comparison: '> %s' % pending.threshold,
      summary: 'Migrations have not been applied.',
      description: '{{ $value }} migrations of {{ $labels.efcore_context }} in %s have not been applied to the database {{ $labels.db_namespace }}.'
                   % alert.application,
      dashboard: 'overview',
    }),

    // One failed look-up is no alert: the next one is tried soon. A context that never had an answer has no timestamp.
    alert.rule('AspNetCoreMigrationCheckFailing', {
      value: query.sum(byCheck, increase(query.of('efcore_migrations_check_errors_total'), failing.interval)),
      comparison: '> 0',
      provided: '(%s)' % std.join(' ', [
        query.sum(byCheck, query.of('efcore_migrations_check_errors_total')),
        'unless',
        'time() - %s <= %s' % [query.max(byCheck, query.of('efcore_migrations_check_timestamp_seconds')), failing.threshold],
      ]),
      summary: 'Pending migrations cannot be looked up.',
      description: '{{ $labels.instance }} of %s cannot find out which migrations of {{ $labels.efcore_context }} are pending: no look-up has succeeded for %s seconds.'
                   % [alert.application, failing.threshold],
      dashboard: 'overview',
      variables: ['instance'],
    }),
  ]
