// The variables of the dashboards. All but the data source may have several values; "All" matches series without the label, too.
function(config, query) {
  local variables = self,

  datasource: {
    name: 'datasource',
    label: 'Data source',
    type: 'datasource',
    query: 'prometheus',
    regex: '',
    current: {},
    hide: 0,
    includeAll: false,
    multi: false,
    options: [],
    refresh: 1,
  },

  // Values of a label, as far as the variables in front of it leave them.
  local ofLabel(name, label, title, series, hide=0) = {
    local definition = 'label_values(%s, %s)' % [series, label],
    name: name,
    label: title,
    type: 'query',
    datasource: { type: 'prometheus', uid: '${datasource}' },
    definition: definition,
    query: { query: definition, refId: name },
    // What it asks for, for tests.
    series:: series,
    regex: '',
    allValue: '.*',
    current: { selected: true, text: ['All'], value: ['$__all'] },
    hide: hide,
    includeAll: true,
    multi: true,
    options: [],
    refresh: 2,
    sort: 1,
  },

  local known(matchers) = query.prefixed('aspnetcore_prometheus_build_info', matchers),

  cluster: ofLabel('cluster', config.clusterLabel, 'Cluster', known([]), if config.showMultiCluster then 0 else 2),
  namespace: ofLabel('namespace', config.namespaceLabel, 'Namespace', known([query.cluster])),
  job: ofLabel('job', 'job', 'Job', known([query.cluster, query.namespace])),
  instance: ofLabel('instance', 'instance', 'Instance', known([query.cluster, query.namespace, query.job])),

  // A further variable: the values of a label of one family; `others` are matchers of the variables in front of it.
  of(name, label, title, family, others=''):: ofLabel(name, label, title, query.of(family, others)),

  route: ofLabel('route', 'http_route', 'Route', query.requests('http_route!=""')),
  method: ofLabel('method', 'http_request_method', 'Method', query.requests(query.matches('http_route', 'route'))),

  common:: [variables[name] for name in ['datasource', 'cluster', 'namespace', 'job', 'instance']],
}
