// What the checks look at.
local mixin = import '../mixin.libsonnet';
{
  mixin: mixin,
  config: mixin._config,
  dashboards: std.objectValues(mixin.grafanaDashboards),
  alerts: [rule for group in mixin.prometheusAlerts.groups for rule in group.rules],
  records: [rule for group in mixin.prometheusRules.groups for rule in group.rules],
  panels: [
    { dashboard: dashboard, panel: panel, name: '%s, %s' % [dashboard.title, panel.title] }
    for dashboard in self.dashboards
    for panel in dashboard.panels
    if panel.type != 'row'
  ],
  duplicates(values):: [
    value
    for value in std.set(values)
    if std.count(values, value) > 1
  ],
  has(text, part):: std.length(std.findSubstr(part, text)) > 0,
  check(name, failures):: { name: name, failures: failures },
}
