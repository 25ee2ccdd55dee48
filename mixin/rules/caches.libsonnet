// A cache is compared with itself a day before, over the alert's window.
function(config, query)
  local window = config.alerts.AspNetCoreCacheHitRateDropped.interval;
  local gets(matchers) = query.sum(
    query.applicationLabels + ['cache_system', 'cache_name'],
    query.rate(query.of('cache_requests_total', std.join(', ', ['cache_operation="get"'] + matchers)), window)
  );
  [
    { level: 'job_cache', metric: 'cache_gets', operations: 'rate' + window, expr: gets([]) },
    {
      level: 'job_cache',
      metric: 'cache_hits',
      operations: 'ratio_rate' + window,
      expr: query.share(gets(['cache_result="hit"']), gets([])),
    },
  ]
