// Questions of the dashboards: restricted by their variables, and by the selector of the configuration.
function(config)
  local matches(label, variable) = label + '=~"' + config.variable(variable) + '"';
  local matchers = {
    cluster: matches(config.clusterLabel, 'cluster'),
    namespace: matches(config.namespaceLabel, 'namespace'),
    job: matches('job', 'job'),
    instance: matches('instance', 'instance'),
  };
  local join(parts) = std.join(', ', [part for part in parts if part != '']);
  local applications = join([config.selector, matchers.cluster, matchers.namespace, matchers.job]);
  (import 'query.libsonnet')(config, join([applications, matchers.instance])) + matchers {
    // Restricted by only some of the variables.
    prefixed(name, parts)::
      '%s{%s}' % [(if config.metricPrefix == '' then '' else config.metricPrefix + '_') + name, join([config.selector] + parts)],

    // What a variable of the dashboard leaves of a label's values.
    matches:: matches,

    // What the variables of route and method leave.
    chosen(more=''):: join([matches('http_route', 'route'), matches('http_request_method', 'method'), more]),

    // A recorded series has no instance: it is of all instances of a job.
    recordedSeries(level, metric, operations, more='')::
      self.recorded(level, metric, operations)
      + '{' + join([applications] + (if level == 'instance' then [matchers.instance] else []) + [more]) + '}',
  }
