// An alerting rule out of the parts that all alerts have.
//   value         the expression that is compared with the threshold
//   comparison    how, with the threshold
//   provided      a further condition, such as a least number of requests
//   subject       what the description calls it, behind the job
//   dashboard     the dashboard that shows it; `variables` are labels (or [variable, label]) that it is opened with
function(config, query) {
  local dashboardUrl(key, labels) =
    '%s?%s' % [
      config.dashboardUrl(key),
      std.join('&', [
        local pair = if std.isArray(label) then label else [label, label];
        'var-%s={{ $labels.%s | urlquery }}' % pair
        for label in [['cluster', config.clusterLabel], ['namespace', config.namespaceLabel], 'job'] + labels
      ]),
    ],

  local runbookUrl(name) = '%s#%s' % [config.runbookUrl, std.asciiLower(name)],

  // Thresholds are written with six digits, not as binary fractions show (99.900000000000006).
  local number(value) =
    if !std.isNumber(value) then value
    else if std.floor(value) == value then '%d' % value
    else '%g' % value,

  settings(name):: config.alerts[name] {
    [if std.objectHas(config.alerts[name], 'threshold') then 'threshold']: number(super.threshold),
  },

  number:: number,

  // A share in percent of a whole that is at least so large.
  percent(part, whole, least):: '100 * %s\n/ (%s >= %s)' % [part, whole, number(least)],

  // The application, as descriptions call it.
  application::
    '{{ $labels.job }}' +
    (if config.showMultiCluster then ' (cluster {{ $labels.%s }})' % config.clusterLabel else ''),

  rule(name, parts, settings=config.alerts[name])::
    local all = { comparison: '', provided: '', variables: [], labels: {} } + parts;
    if !settings.enabled then [] else [{
      alert: name,
      expr: std.join('\n', [
        part
        for part in [
          std.stripChars(all.value, '\n') + (if all.comparison == '' then '' else ' ' + all.comparison),
          if all.provided == '' then '' else 'and ' + std.stripChars(all.provided, '\n'),
        ]
        if part != ''
      ]) + '\n',
      [if std.objectHas(settings, 'for') then 'for']: settings['for'],
      labels: { severity: settings.severity } + all.labels + config.alertLabels,
      annotations: {
        summary: all.summary,
        description: all.description,
        [if config.grafanaUrl != '' then 'dashboard_url']: dashboardUrl(all.dashboard, all.variables),
        [if config.runbookUrl != '' then 'runbook_url']: runbookUrl(name),
      } + config.alertAnnotations,
      // For tests: what must have data on a healthy application, too.
      value:: all.value,
    }],
}
