function(config, query, alert, increase)
  local queue = alert.settings('AspNetCoreKestrelQueue');
  local rejected = alert.settings('AspNetCoreKestrelConnectionsRejected');
  local limiter = alert.settings('AspNetCoreRateLimiterRejecting');
  local byPolicy = query.applicationLabels + ['aspnetcore_rate_limiting_policy'];
  local limited(matchers) =
    query.sum(byPolicy, increase(query.of('aspnetcore_rate_limiting_requests_total', matchers), limiter.interval));
  local instance = '{{ $labels.instance }} of %s ' % alert.application;
  [
    alert.rule('AspNetCoreKestrelQueue', {
      local waiting(name) = query.sum(query.instanceLabels, query.over('min_over_time', query.of(name), queue.interval)),
      value: '%s > %s\nor %s' % [waiting('kestrel_queued_connections'), queue.threshold, waiting('kestrel_queued_requests')],
      comparison: '> %s' % queue.threshold,
      summary: 'Connections or requests wait in Kestrel.',
      description: instance + 'had {{ $value }} or more connections or requests waiting throughout the past %s.' % queue.interval,
      dashboard: 'server',
      variables: ['instance'],
    }),
    alert.rule('AspNetCoreKestrelConnectionsRejected', {
      value: query.sum(query.instanceLabels, increase(query.of('kestrel_rejected_connections_total'), rejected.interval)),
      comparison: '> %s' % rejected.threshold,
      summary: 'Kestrel rejects connections.',
      description: instance + 'rejected {{ $value | printf "%%.0f" }} connections in the past %s.' % rejected.interval,
      dashboard: 'server',
      variables: ['instance'],
    }),
    // A request that its client cancelled while it waited was not rejected.
    alert.rule('AspNetCoreRateLimiterRejecting', {
      value: alert.percent(limited('aspnetcore_rate_limiting_result=~".*_limiter"'), limited(''), limiter.minRequests),
      comparison: '> %s' % limiter.threshold,
      summary: 'The rate limiter rejects requests.',
      description: 'The rate limiting policy {{ if $labels.aspnetcore_rate_limiting_policy }}{{ $labels.aspnetcore_rate_limiting_policy }}{{ else }}(global){{ end }} of %s rejected {{ $value | printf "%%.1f" }} %% of its requests in the past %s (threshold: %s %%).'
                   % [alert.application, limiter.interval, limiter.threshold],
      dashboard: 'server',
    }),
  ]
