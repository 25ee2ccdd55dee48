// Burn rates over two windows at once, after the "multiwindow, multi-burn-rate alerts" of the SRE Workbook
// (https://sre.google/workbook/alerting-on-slos/): the long window says that it matters, the short one that it still goes on.
function(config, query, alert, increase)
  local name = 'AspNetCoreErrorBudgetBurn';
  local settings = alert.settings(name);
  local budget = (100 - config.sloTarget) / 100;
  local errors(window) = query.series(query.recorded('job', 'http_server_requests_5xx', 'ratio_rate' + window));
  local requests(window) = query.series(query.recorded('job', 'http_server_requests', 'rate' + window));
  local seconds = (import '../lib/duration.libsonnet').seconds;
  [
    alert.rule(name, {
      local bound = '> %s * %s' % [alert.number(window.threshold), alert.number(budget)],
      value: errors(window.long),
      comparison: bound,
      local counted = '%s * %d' % [requests(window.long), seconds(window.long)],
      provided: std.join('\nand ', [
        '%s %s' % [errors(window.short), bound],
        '%s >= %s' % [counted, settings.minRequests],
        '%s * %s >= %s' % [errors(window.long), counted, settings.minFailures],
      ]),
      labels: { long: window.long, short: window.short },
      summary: 'The error budget is being used up.',
      description: '{{ $value | humanizePercentage }} of the requests to %s were answered with 5xx in the past %s, and it goes on: more than %s times what a target of %s %% allows.'
                   % [alert.application, window.long, alert.number(window.threshold), alert.number(config.sloTarget)],
      dashboard: 'overview',
    }, settings + window)
    for window in settings.windows
  ]
