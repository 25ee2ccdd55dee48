local t = import 'mixin.libsonnet';
local panels = t.panels;
local variablesOf(dashboard) = [variable.name for variable in dashboard.templating.list];
local expressionsOf(dashboard) =
  [target.expr for panel in dashboard.panels if panel.type != 'row' for target in panel.targets];
local overlap(one, other) =
  one.x < other.x + other.w && other.x < one.x + one.w && one.y < other.y + other.h && other.y < one.y + one.h;

// Names behind a $, as far as letters and underscores go.
local letters = std.set(std.stringChars('abcdefghijklmnopqrstuvwxyz_'));
local nameAt(text, index) =
  if index < std.length(text) && std.setMember(text[index], letters) then text[index] + nameAt(text, index + 1) else '';
local namesIn(text) = [nameAt(text, index + 1) for index in std.findSubstr('$', text)];

[
  t.check('uids are those of the configuration', [
    dashboard.title
    for dashboard in t.dashboards
    if !std.member(std.objectValues(t.config.dashboardIds), dashboard.uid)
  ]),
  t.check('uids and titles are unique', t.duplicates([dashboard.uid for dashboard in t.dashboards]) +
                                        t.duplicates([dashboard.title for dashboard in t.dashboards])),
  t.check('uids have at most 40 characters', [
    dashboard.uid
    for dashboard in t.dashboards
    if std.length(dashboard.uid) > 40
  ]),
  t.check('the schema is one that Grafana 11 and 12 read', [
    dashboard.title
    for dashboard in t.dashboards
    if dashboard.schemaVersion < 39 || dashboard.schemaVersion > 41
  ]),
  t.check('dashboards have a description, tags and a link to the others', [
    dashboard.title
    for dashboard in t.dashboards
    if dashboard.description == '' || dashboard.tags != t.config.dashboardTags || dashboard.links == [] ||
       !std.member(dashboard.tags, dashboard.links[0].tags[0])
  ]),
  t.check('dashboards have the common variables', [
    '%s: %s' % [dashboard.title, name]
    for dashboard in t.dashboards
    for name in ['datasource', 'cluster', 'namespace', 'job', 'instance']
    if !std.member(variablesOf(dashboard), name)
  ]),
  t.check('dashboards of requests have the variables of route and method', [
    '%s: %s' % [file, name]
    for file in ['aspnetcore-requests-overview.json', 'aspnetcore-requests-by-route.json']
    for name in ['route', 'method']
    if !std.member(variablesOf(t.mixin.grafanaDashboards[file]), name)
  ]),
  t.check('variables that expressions name exist', [
    '%s: %s' % [dashboard.title, name]
    for dashboard in t.dashboards
    for name in std.set(std.flattenArrays([namesIn(expression) for expression in expressionsOf(dashboard)]))
    if !std.member(variablesOf(dashboard) + ['__rate_interval', ''], name)
  ]),
  t.check('variables are used', [
    '%s: %s' % [dashboard.title, name]
    for dashboard in t.dashboards
    for name in variablesOf(dashboard)
    if name != 'datasource' && !t.has(std.join(' ', expressionsOf(dashboard)), '"$' + name + '"')
  ]),
  t.check('panels have numbers of their own', [
    dashboard.title
    for dashboard in t.dashboards
    if t.duplicates([panel.id for panel in dashboard.panels]) != []
  ]),
  t.check('panels have titles of their own', [
    '%s: %s' % [dashboard.title, std.join(', ', t.duplicates([panel.title for panel in dashboard.panels if panel.type != 'row']))]
    for dashboard in t.dashboards
    if t.duplicates([panel.title for panel in dashboard.panels if panel.type != 'row']) != []
  ]),
  t.check('panels lie on the grid and not over each other', [
    '%s: %s over %s' % [dashboard.title, one.title, other.title]
    for dashboard in t.dashboards
    for one in dashboard.panels
    for other in dashboard.panels
    if one.gridPos.x + one.gridPos.w > 24 || (one.id < other.id && overlap(one.gridPos, other.gridPos))
  ]),
  t.check('panels have a title, a description and a unit', [
    one.name
    for one in panels
    if one.panel.title == '' || one.panel.description == '' || one.panel.fieldConfig.defaults.unit == ''
  ]),
  t.check('panels and their targets ask the chosen data source', [
    one.name
    for one in panels
    for asked in [one.panel] + one.panel.targets
    if asked.datasource != { type: 'prometheus', uid: '${datasource}' }
  ]),
  t.check('panels have targets with expressions and letters of their own', [
    one.name
    for one in panels
    if one.panel.targets == [] || t.duplicates([target.refId for target in one.panel.targets]) != [] ||
       std.member([target.expr for target in one.panel.targets], '')
  ]),
  t.check('graphs take the interval from Grafana', [
    one.name
    for one in panels
    for target in one.panel.targets
    if one.panel.type == 'timeseries' && t.has(target.expr, 'rate(') && !t.has(target.expr, '[$__rate_interval]')
  ]),
  t.check('latencies over time show exemplars', [
    one.name
    for one in panels
    for target in one.panel.targets
    if std.member(['timeseries', 'heatmap'], one.panel.type) && t.has(target.expr, '_request_duration_seconds_bucket') &&
       !std.get(target, 'exemplar', false) && !t.has(one.name, '(P95)')
  ]),
  t.check('alerts lead to dashboards that exist', [
    alert.alert
    for alert in t.alerts
    if [
      dashboard
      for dashboard in t.dashboards
      if std.startsWith(alert.annotations.dashboard_url, '%s/d/%s?' % [t.config.grafanaUrl, dashboard.uid])
    ] == []
  ]),
  t.check('alerts open dashboards with variables that these have', [
    '%s: %s' % [alert.alert, pair]
    for alert in t.alerts
    for dashboard in t.dashboards
    if std.startsWith(alert.annotations.dashboard_url, '%s/d/%s?' % [t.config.grafanaUrl, dashboard.uid])
    for pair in std.split(std.split(alert.annotations.dashboard_url, '?')[1], '&')
    if !std.member(['var-' + name for name in variablesOf(dashboard)], std.split(pair, '=')[0])
  ]),
]
