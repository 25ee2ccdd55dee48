// With every setting changed (configurations/other.libsonnet) nothing of the defaults is left.
local other = import 'configurations/other.libsonnet';
local t = import 'mixin.libsonnet';
local names = import 'names.libsonnet';
local changed = (import '../mixin.libsonnet') + { _config+:: other };
local expressions = (import '../render/expressions.jsonnet')(config=other);
local where(expression) = '%s, %s' % [expression.place, expression.name];
local series = [
  { where: where(expression), source: expression.source, name: one.name, labels: one.labels }
  for expression in expressions
  for one in names.series(expression.expr)
];
local own = ['up', 'scrape_duration_seconds', 'scrape_samples_scraped'];
local prefixed(name) =
  std.startsWith(name, 'shop_') || (std.length(std.split(name, ':')) == 3 && std.startsWith(std.split(name, ':')[1], 'shop_'));
local alerts = [rule for group in changed.prometheusAlerts.groups for rule in group.rules];
local the5xx = [alert for alert in alerts if alert.alert == 'AspNetCoreHighHttp5xxErrorRate'][0];
local all = std.join('\n', [expression.expr for expression in expressions]);
local dashboards = std.objectValues(changed.grafanaDashboards);

// The configuration's own way to a single dashboard without the optional parts.
local unset = (import '../mixin.libsonnet') + { _config+:: { ignoredRoutes: '', ignoredViews: '', longRunningRoutes: '', ignoredExceptions: '' } };

[
  t.check('every series has the prefix', [
    '%s: %s' % [one.where, one.name]
    for one in series
    if !prefixed(one.name) && !std.member(own, one.name)
  ]),
  t.check('every series has the selector', [
    '%s: %s' % [one.where, one.name]
    for one in series
    if !std.member(one.labels, 'env') && one.source != 'alert'
  ]),
  t.check('cluster and namespace have their labels', [
    part
    for part in ['cluster=', 'namespace=', '(cluster', ' namespace,']
    if t.has(all, part)
  ] + [part for part in ['site=~', 'team=~', 'by (site, team, job'] if !t.has(all, part)]),
  t.check('the variable of the cluster shows with several clusters only', [
    dashboard.title
    for dashboard in dashboards
    for variable in dashboard.templating.list
    if variable.name == 'cluster' && variable.hide != 0
  ] + [
    dashboard.title
    for dashboard in t.dashboards
    for variable in dashboard.templating.list
    if variable.name == 'cluster' && variable.hide != 2
  ]),
  t.check('descriptions name the cluster with several clusters only', [
    alert.alert
    for alert in alerts
    if t.has(alert.annotations.description, '$labels.job') && !t.has(alert.annotations.description, '$labels.site')
  ] + [alert.alert for alert in t.alerts if t.has(alert.annotations.description, '$labels.cluster')]),
  t.check('an alert that is switched off is left out', [alert.alert for alert in alerts if alert.alert == 'AspNetCoreHighHttp4xxErrorRate']),
  t.check('threshold, severity, interval, for and minRequests are those that are set', [
    part
    for part in ['> 7.5', '[3m]', '>= 33']
    if !t.has(the5xx.expr, part)
  ] + (if the5xx['for'] == '4m' && the5xx.labels.severity == 'critical' then [] else ['for or severity'])),
  t.check('alerts have the further labels and annotations, and no links without an address', [
    alert.alert
    for alert in alerts
    if alert.labels.team != 'shop' || alert.annotations.owner != 'shop' ||
       std.objectHas(alert.annotations, 'dashboard_url') || std.objectHas(alert.annotations, 'runbook_url')
  ]),
  t.check('routes, views and exceptions are those that are set', [
    part
    for part in ['http_route!~"/status|/internal/.*"', 'aspnetcore_view!~"/Views/Health/.*"', 'http_route=~"/backoffice/.*"', 'http_route!~"/events"', 'error_type!~"Shop\\\\.Gone"']
    if !t.has(all, part)
  ]),
  t.check('empty patterns leave their matchers out', [
    alert.alert
    for group in unset.prometheusAlerts.groups
    for alert in group.rules
    if t.has(alert.expr, '!~')
  ]),
  t.check('new series do not count if they should not', [part for part in [' unless shop_', 'offset 10m'] if t.has(the5xx.expr, part)]),
  t.check('the target of the error budget is the one that is set', [
    alert.alert
    for alert in alerts
    if alert.alert == 'AspNetCoreErrorBudgetBurn' && !t.has(alert.expr, '* 0.0005')
  ]),
  t.check('jobs that must exist are looked for', [
    job
    for job in other.jobs
    if !t.has(all, 'absent(up{job=~"shop|billing", env="prod", job="%s"})' % job)
  ]),
  t.check('dashboards show the events of the annotation', [
    dashboard.title
    for dashboard in dashboards
    if std.length(dashboard.annotations.list) != 2
  ] + [dashboard.title for dashboard in t.dashboards if std.length(dashboard.annotations.list) != 1]),
]
