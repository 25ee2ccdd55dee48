// Questions of the dashboards: restricted by their variables, and by the selector of the configuration.
function(config)
  local matchers = {
    cluster: '%s=~"$cluster"' % config.clusterLabel,
    namespace: '%s=~"$namespace"' % config.namespaceLabel,
    job: 'job=~"$job"',
    instance: 'instance=~"$instance"',
  };
  local join(parts) = std.join(', ', [part for part in parts if part != '']);
  local applications = join([config.selector, matchers.cluster, matchers.namespace, matchers.job]);
  (import 'query.libsonnet')(config, join([applications, matchers.instance])) + matchers {
    // Restricted by only some of the variables.
    prefixed(name, parts)::
      '%s{%s}' % [(if config.metricPrefix == '' then '' else config.metricPrefix + '_') + name, join([config.selector] + parts)],

    // What the variables of route and method leave.
    chosen(more=''):: join(['http_route=~"$route"', 'http_request_method=~"$method"', more]),

    // A recorded series has no instance: it is of all instances of a job.
    recordedSeries(level, metric, operations, more='')::
      '%s{%s}' % [self.recorded(level, metric, operations), join([applications] + (if level == 'instance' then [matchers.instance] else []) + [more])],
  }
