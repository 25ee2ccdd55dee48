// Every expression of the mixin, as JSON, ready to be asked: of panels, of the dashboards' variables, of recording
// rules and of alerts. An alert has its value, too: what is compared with the threshold, so that it has data on a
// healthy application.
//   --tla-str rate=15s                 what $__rate_interval stands for
//   --tla-code-file config=x.libsonnet what is laid over _config
local variable(name) = '"$%s"' % name;

function(rate='5m', config={})
  local mixin = (import '../mixin.libsonnet') + { _config+:: config };

  local asked(dashboard, expression) = std.foldl(
    function(text, name) std.strReplace(text, variable(name), '".*"'),
    [one.name for one in dashboard.templating.list],
    std.strReplace(expression, '$__rate_interval', rate)
  );

  local panels = [
    { source: 'panel', place: dashboard.title, name: panel.title, ref: target.refId, expr: asked(dashboard, target.expr) }
    for dashboard in std.objectValues(mixin.grafanaDashboards)
    for panel in dashboard.panels
    if panel.type != 'row'
    for target in panel.targets
  ];

  // label_values(series, label)
  local seriesOf(definition) =
    local parts = std.split(std.substr(definition, std.length('label_values('), std.length(definition)), ',');
    std.join(',', parts[0:std.length(parts) - 1]);
  local variables = [
    { source: 'variable', place: dashboard.title, name: one.name, expr: asked(dashboard, seriesOf(one.definition)) }
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
