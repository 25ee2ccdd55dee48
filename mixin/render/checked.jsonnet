// What tests/conventions looks at: the mixin with its defaults, with every setting changed, and with empty patterns.
local other = import '../tests/configurations/other.libsonnet';
local rendered(config) =
  local mixin = (import '../mixin.libsonnet') + { _config+:: config };
  {
    config: mixin._config,
    dashboards: std.objectValues(mixin.grafanaDashboards),
    alerts: [rule for group in mixin.prometheusAlerts.groups for rule in group.rules],
    records: [rule for group in mixin.prometheusRules.groups for rule in group.rules],
    expressions: (import 'expressions.jsonnet')(config=config),
  };
{
  defaults: rendered({}),
  other: rendered(other),
  unset: rendered({ ignoredRoutes: '', ignoredViews: '', longRunningRoutes: '', ignoredExceptions: '' }),
}
