// Questions of the dashboards: restricted by their variables, and by the selector of the configuration.
function(config)
  local matches(label, variable) = label + '=~"' + config.variable(variable) + '"';
  local matchers = {
    cluster: matches(config.clusterLabel, 'cluster'),
    namespace: matches(config.namespaceLabel, 'namespace'),
    job: matches('job', 'job'),
    instance: matches('instance', 'instance'),
  };
  local fleet = if config.showMultiCluster then [config.clusterLabel] else [];
  local join(parts) = std.join(', ', [part for part in parts if part != '']);
  local applications = join([config.selector, matchers.cluster, matchers.namespace, matchers.job]);
  (import 'query.libsonnet')(config, join([applications, matchers.instance])) + matchers {
    // Restricted by only some of the variables.
    prefixed(name, parts)::
      '%s{%s}' % [(if config.metricPrefix == '' then '' else config.metricPrefix + '_') + name, join([config.selector] + parts)],

    // What a variable of the dashboard leaves of a label's values.
    matches:: matches,

    // What is summed keeps the cluster where there are several, and the namespace where a job might be of another one, too.
    by(operation, labels, expression)::
      local application =
        fleet + if std.member(labels, 'job') || std.member(labels, 'instance') then [config.namespaceLabel, 'job'] else [];
      super.by(operation, application + [label for label in labels if !std.member(application, label)], expression),
    count(labels, expression):: self.by('count', labels, expression),

    // How much a counter has grown, the first value of a new series included. Stands inside an aggregation.
    grown(series, window):: (import 'increase.libsonnet')(config, self, series, window),

    // The most frequent of a week, in whole numbers.
    week(labels, grown):: self.top(10, 'round(%s) > 0' % self.sum(labels, grown)),

    // A number that is 0, and not absent, while applications are there.
    orZero(labels, expression)::
      '%s or 0 * %s' % [expression, self.count(labels, self.of('aspnetcore_prometheus_build_info'))],

    // What the variables of route and method leave.
    chosen(more=''):: join([matches('http_route', 'route'), matches('http_request_method', 'method'), more]),

    // A recorded series has no instance: it is of all instances of a job.
    recordedSeries(level, metric, operations, more='')::
      self.recorded(level, metric, operations)
      + '{' + join([applications] + (if level == 'instance' then [matchers.instance] else []) + [more]) + '}',
  }
