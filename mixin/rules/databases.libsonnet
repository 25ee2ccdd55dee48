function(config, query) [
  {
    level: 'job_database',
    metric: 'db_client_operation_duration_seconds',
    operations: 'p99_rate5m',
    expr: query.quantile(
      '0.99',
      query.applicationLabels + ['db_system_name', 'db_namespace', 'server_address', 'server_port'],
      query.rate(query.of('db_client_operation_duration_seconds_bucket'), '5m')
    ),
  },
]
