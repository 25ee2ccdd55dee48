function(config, query)
  local window = config.alerts.AspNetCoreHighGcPause.interval;
  [
    {
      level: 'instance',
      metric: 'dotnet_gc_pause',
      operations: 'ratio_rate' + window,
      expr: query.sum(query.instanceLabels, query.rate(query.of('dotnet_gc_pause_time_seconds_total'), window)),
    },
  ]
