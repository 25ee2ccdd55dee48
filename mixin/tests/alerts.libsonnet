local t = import 'mixin.libsonnet';
local settings = t.config.alerts;
local named(name) = [alert for alert in t.alerts if alert.alert == name];
local headings = [
  std.stripChars(std.substr(line, 3, std.length(line)), ' ')
  for line in std.split(importstr '../runbook.md', '\n')
  if std.startsWith(line, '## ')
];
local tested = [
  test
  for file in [
    importstr 'requests.test.yaml',
    importstr 'error-budget.test.yaml',
    importstr 'migrations.test.yaml',
    importstr 'databases.test.yaml',
    importstr 'connection-pools.test.yaml',
    importstr 'caches.test.yaml',
    importstr 'cache-hit-rate.test.yaml',
    importstr 'runtime.test.yaml',
    importstr 'runtime-memory.test.yaml',
    importstr 'server.test.yaml',
    importstr 'drop-in.test.yaml',
    importstr 'targets.test.yaml',
  ]
  for group in std.parseYaml(file).tests
  for test in group.alert_rule_test
];
local fires(test) = std.length(std.get(test, 'exp_alerts', [])) > 0;
local window(name) = std.objectHas(settings[name], 'interval') && !std.objectHas(settings[name], 'for');

[
  t.check('every alert that is set is there', [name for name in std.objectFields(settings) if named(name) == []]),
  t.check('every alert has settings', [alert.alert for alert in t.alerts if !std.objectHas(settings, alert.alert)]),
  t.check('alerts have a summary, a description, a dashboard and a runbook', [
    '%s: %s' % [alert.alert, annotation]
    for alert in t.alerts
    for annotation in ['summary', 'description', 'dashboard_url', 'runbook_url']
    if std.get(alert.annotations, annotation, '') == ''
  ]),
  t.check('alerts have a known severity', [
    alert.alert
    for alert in t.alerts
    if !std.member(['critical', 'warning', 'info'], alert.labels.severity)
  ]),
  t.check('alerts hold for a while, but for counts over a window', [
    alert.alert
    for alert in t.alerts
    if !std.objectHas(alert, 'for') && !window(alert.alert)
  ]),
  t.check('alerts keep the cluster, the namespace and the job', [
    alert.alert
    for alert in t.alerts
    if !t.has(alert.expr, 'by (cluster, namespace, job') && !t.has(alert.expr, ':')
  ]),
  t.check('runbook links lead to a heading', [
    alert.alert
    for alert in t.alerts
    if alert.annotations.runbook_url != '%s#%s' % [t.config.runbookUrl, std.asciiLower(alert.alert)] ||
       !std.member(headings, alert.alert)
  ]),
  t.check('headings of the runbook are alerts', [heading for heading in headings if named(heading) == []]),
  t.check('alerts have a test in which they fire', [
    name
    for name in std.objectFields(settings)
    if [test for test in tested if test.alertname == name && fires(test)] == []
  ]),
  t.check('alerts have a test in which they do not fire', [
    name
    for name in std.objectFields(settings)
    if [test for test in tested if test.alertname == name && !fires(test)] == []
  ]),
]
