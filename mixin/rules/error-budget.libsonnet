// Each window that an alert on the error budget looks at.
function(config, query)
  local pairs = config.alerts.AspNetCoreErrorBudgetBurn.windows;
  local seconds = (import '../lib/duration.libsonnet').seconds;
  local long = std.set([window.long for window in pairs], seconds);
  local windows = std.set(long + [window.short for window in pairs], seconds);
  local rate(matchers, window) = query.sum(query.applicationLabels, query.rate(query.requests(matchers), window));
  // How many requests there were matters for the long windows only.
  [
    { level: 'job', metric: 'http_server_requests', operations: 'rate' + window, expr: rate('', window) }
    for window in long
  ] + [
    {
      level: 'job',
      metric: 'http_server_requests_5xx',
      operations: 'ratio_rate' + window,
      expr: query.share(rate('http_response_status_code=~"5.."', window), rate('', window)),
    }
    for window in windows
  ]
