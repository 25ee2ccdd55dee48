// PromQL out of metric names and matchers. One object for each place that asks: dashboards match by variables,
// alerts and recording rules by the selector of the configuration.
function(config, selector) {
  local query = self,
  local prefix = if config.metricPrefix == '' then '' else config.metricPrefix + '_',
  local unless(pattern, label) = if pattern == '' then '' else '%s!~"%s"' % [label, query.escape(pattern)],

  // Labels that tell applications apart. Every sum keeps at least these.
  applicationLabels:: [config.clusterLabel, config.namespaceLabel, 'job'],
  instanceLabels:: self.applicationLabels + ['instance'],

  // A regular expression or a value inside a matcher's quotes.
  escape(text):: std.strReplace(std.strReplace(text, '\\', '\\\\'), '"', '\\"'),

  // The name of a recorded series: the metric's prefix stands before its middle.
  recorded(level, metric, operations):: '%s:%s%s:%s' % [level, prefix, metric, operations],

  series(name, matchers=''):: '%s{%s}' % [name, std.join(', ', [part for part in [selector, matchers] if part != ''])],

  // A series of the page.
  of(name, matchers=''):: self.series(prefix + name, matchers),

  // A series of the page that has http_route, without the ignored routes.
  routed(name, matchers='')::
    self.of(name, std.join(', ', [part for part in [unless(config.ignoredRoutes, 'http_route'), matchers] if part != ''])),

  requests(matchers=''):: self.routed('http_server_request_duration_seconds_count', matchers),
  requestBuckets(matchers=''):: self.routed('http_server_request_duration_seconds_bucket', matchers),

  views(matchers='')::
    self.of(
      'aspnetcore_view_render_duration_seconds_count',
      std.join(', ', [part for part in [unless(config.ignoredViews, 'aspnetcore_view'), matchers] if part != ''])
    ),

  // What is not a connection that stays open by design.
  short(matchers=''):: std.join(
    ', ', [part for part in [unless(config.longRunningRoutes, 'http_route'), matchers] if part != '']
  ),

  rate(series, window='$__rate_interval', offset=''):: self.over('rate', series, window, offset),
  increase(series, window='$__rate_interval', offset=''):: self.over('increase', series, window, offset),
  over(operation, series, window, offset='')::
    '%s(%s[%s]%s)' % [operation, series, window, if offset == '' then '' else ' offset ' + offset],

  by(operation, labels, expression)::
    if labels == [] then '%s(%s)' % [operation, expression]
    else '%s by (%s) (%s)' % [operation, std.join(', ', labels), expression],
  sum(labels, expression):: self.by('sum', labels, expression),
  max(labels, expression):: self.by('max', labels, expression),

  quantile(quantile, labels, expression):: 'histogram_quantile(%s, %s)' % [quantile, self.sum(labels + ['le'], expression)],

  // A share that is 0, and not absent, where the part has no series.
  share(part, whole):: '(%s or %s * 0) / %s' % [part, whole, whole],

  top(count, expression):: 'topk(%d, %s)' % [count, expression],
}
