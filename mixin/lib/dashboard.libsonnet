// A dashboard out of titled rows of panels. Panels flow from left to right and have numbers in reading order.
function(config) {
  // Puts the panels of one row below `top`: a state of the place that is free and of what has been placed.
  local place(state, panel) =
    local fits = state.x + panel.w <= 24;
    local x = if fits then state.x else 0;
    local y = if fits then state.y else state.y + state.height;
    {
      x: x + panel.w,
      y: y,
      height: if fits then std.max(state.height, panel.h) else panel.h,
      panels: state.panels + [panel { id: std.length(state.panels) + 1, gridPos: { x: x, y: y, w: panel.w, h: panel.h } }],
    },

  local placeRow(state, row) =
    local heading = { type: 'row', title: row.title, collapsed: false, panels: [], w:: 24, h:: 1 };
    local start = state { x: 0, y: state.y + state.height, height: 0 };
    std.foldl(place, [heading] + row.panels, start),

  local links = [{
    type: 'dashboards',
    title: 'ASP.NET Core',
    tags: [config.dashboardTags[std.length(config.dashboardTags) - 1]],
    asDropdown: true,
    includeVars: true,
    keepTime: true,
    targetBlank: false,
    icon: 'external link',
  }],

  local builtIn = {
    builtIn: 1,
    datasource: { type: 'grafana', uid: '-- Grafana --' },
    enable: true,
    hide: true,
    iconColor: 'rgba(0, 211, 255, 1)',
    name: 'Annotations & Alerts',
    type: 'dashboard',
  },

  local custom = {
    datasource: { type: 'grafana', uid: config.annotation.datasource },
    enable: true,
    iconColor: config.annotation.iconColor,
    name: config.annotation.name,
    target: { limit: 100, matchAny: false, tags: config.annotation.tags, type: 'tags' },
  },

  // A week of raw series is read anew at each refresh.
  local looksAtAWeek(rows) = [
    target
    for row in rows
    for panel in row.panels
    for target in panel.targets
    if std.length(std.findSubstr('[1w]', target.expr)) > 0
  ] != [],

  new(key, title, description, variables, rows):: {
    uid: config.dashboardIds[key],
    title: 'ASP.NET Core / ' + title,
    description: description,
    tags: config.dashboardTags,
    schemaVersion: 39,
    version: 1,
    editable: true,
    graphTooltip: 1,
    refresh: if looksAtAWeek(rows) then config.dashboardRefreshWeek else config.dashboardRefresh,
    time: { from: config.dashboardFrom, to: 'now' },
    timezone: 'browser',
    annotations: { list: [builtIn] + if config.annotation.enabled then [custom] else [] },
    links: links,
    templating: { list: variables },
    panels: std.foldl(placeRow, rows, { x: 0, y: 0, height: 0, panels: [] }).panels,
  },
}
