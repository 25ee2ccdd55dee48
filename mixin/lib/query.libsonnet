// PromQL out of metric names and matchers. One object for each place that asks: dashboards match by variables,
// alerts and recording rules by the selector of the configuration.
function(config, selector) {
  local query = self,
  local prefix = if config.metricPrefix == '' then '' else config.metricPrefix + '_',
  local unless(pattern, label) = if pattern == '' then '' else '%s!~"%s"' % [label, query.escape(pattern)],
  local notIgnoredRoutes = unless(config.ignoredRoutes, 'http_route'),

  // Labels that tell applications apart. Every sum keeps at least these.
  applicationLabels:: [config.clusterLabel, config.namespaceLabel, 'job'],
  instanceLabels:: self.applicationLabels + ['instance'],

  // Two lists of matchers, either of which may be empty.
  both(first, second):: first + (if first == '' || second == '' then '' else ', ') + second,

  // A regular expression or a value inside a matcher's quotes.
  escape(text):: std.strReplace(std.strReplace(text, '\\', '\\\\'), '"', '\\"'),

  // A regular expression that matches this text and nothing else.
  literal(text):: std.join('', [
    (if std.member('\\^$.|?*+()[]{}', character) then '\\' else '') + character
    for character in std.stringChars(text)
  ]),

  // The name of a recorded series: the metric's prefix stands before its middle.
  recorded(level, metric, operations):: '%s:%s%s:%s' % [level, prefix, metric, operations],

  series(name, matchers=''):: name + '{' + query.both(selector, matchers) + '}',

  // A series of the page.
  of(name, matchers=''):: self.series(prefix + name, matchers),

  // A series of the page that has http_route, without the ignored routes.
  routed(name, matchers='')::
    self.of(name, self.both(notIgnoredRoutes, matchers)),

  requests(matchers=''):: self.routed('http_server_request_duration_seconds_count', matchers),
  requestBuckets(matchers=''):: self.routed('http_server_request_duration_seconds_bucket', matchers),

  views(matchers='')::
    self.of('aspnetcore_view_render_duration_seconds_count', self.both(unless(config.ignoredViews, 'aspnetcore_view'), matchers)),

  // Requests that an exception ended: with 5xx, or after their response had begun, which then keeps its status (as a rule
  // 200). What the application made a redirection or a 4xx of, it handled.
  unhandled(matchers='')::
    self.requests(self.both(self.both(matchers, 'http_response_status_code=~"[125]..", error_type!=""'), self.counted)),

  // Failures that count: without the exceptions that are the client's doing.
  counted:: unless(config.ignoredExceptions, 'error_type'),

  // What is not a connection that stays open by design.
  short(matchers=''):: self.both(unless(config.longRunningRoutes, 'http_route'), matchers),

  rate(series, window=config.rateInterval, offset=''):: self.over('rate', series, window, offset),
  increase(series, window=config.rateInterval, offset=''):: self.over('increase', series, window, offset),
  over(operation, series, window, offset='')::
    operation + '(' + series + '[' + window + ']' + (if offset == '' then '' else ' offset ' + offset) + ')',

  by(operation, labels, expression)::
    if labels == [] then operation + '(' + expression + ')'
    else operation + ' by (' + std.join(', ', labels) + ') (' + expression + ')',
  sum(labels, expression):: self.by('sum', labels, expression),
  max(labels, expression):: self.by('max', labels, expression),

  quantile(quantile, labels, expression):: 'histogram_quantile(' + quantile + ', ' + self.sum(labels + ['le'], expression) + ')',

  // A share that is 0, and not absent, where the part has no series. Of nothing there is none.
  share(part, whole):: '(' + part + ' or ' + whole + ' * 0) / (' + whole + ' > 0)',

  top(count, expression):: 'topk(%d, %s)' % [count, expression],
}
