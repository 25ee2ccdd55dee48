// Recorded because panels compare a rate with its average of a day, and show latencies by route over any time. Tables of a
// week read raw series, as first values count there: their dashboards are refreshed seldom.
function(config, query)
  local labels = query.applicationLabels + ['http_route', 'http_request_method'];
  [
    {
      level: 'job_route_method_status',
      metric: 'http_server_requests',
      operations: 'rate5m',
      expr: query.sum(labels + ['http_response_status_code'], query.rate(query.requests(), '5m')),
    },
    {
      level: 'job_route_method',
      metric: 'http_server_request_duration_seconds',
      operations: 'p99_rate5m',
      expr: query.quantile('0.99', labels, query.rate(query.requestBuckets(), '5m')),
    },
  ]
