// Each window that an alert on the error budget looks at.
function(config, query)
  local windows = std.set(std.flattenArrays([
    [window.long, window.short]
    for window in config.alerts.AspNetCoreErrorBudgetBurn.windows
  ]), (import '../lib/duration.libsonnet').seconds);
  local rate(matchers, window) = query.sum(query.applicationLabels, query.rate(query.requests(matchers), window));
  std.flattenArrays([
    [
      {
        level: 'job',
        metric: 'http_server_requests',
        operations: 'rate' + window,
        expr: rate('', window),
      },
      {
        level: 'job',
        metric: 'http_server_requests_5xx',
        operations: 'ratio_rate' + window,
        expr: query.share(rate('http_response_status_code=~"5.."', window), rate('', window)),
      },
    ]
    for window in windows
  ])
