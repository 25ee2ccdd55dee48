// Every expression of the mixin, as JSON, ready to be asked: of panels, of the dashboards' variables, of recording
// rules and of alerts. An alert has its value, too: what is compared with the threshold, so that it has data on a
// healthy application.
//   --tla-str rate=15s                 what $__rate_interval stands for
//   --tla-code-file config=x.libsonnet what is laid over _config
function(rate='5m', config={})
  local mixin = (import '../mixin.libsonnet') + {
    _config+:: config { variable(name):: '.*', rateInterval:: rate },
  };

  local panels = [
    { source: 'panel', place: dashboard.title, name: panel.title, ref: target.refId, expr: target.expr }
    for dashboard in std.objectValues(mixin.grafanaDashboards)
    for panel in dashboard.panels
    if panel.type != 'row'
    for target in panel.targets
  ];

  local variables = [
    { source: 'variable', place: dashboard.title, name: one.name, expr: one.series }
    for dashboard in std.objectValues(mixin.grafanaDashboards)
    for one in dashboard.templating.list
    if one.type == 'query'
  ];

  local rules = [
    if std.objectHas(rule, 'alert')
    then { source: 'alert', place: group.name, name: rule.alert, expr: rule.expr, value: rule.value }
    else { source: 'record', place: group.name, name: rule.record, expr: rule.expr }
    for group in mixin.prometheusRules.groups + mixin.prometheusAlerts.groups
    for rule in group.rules
  ];
  panels + variables + rules
