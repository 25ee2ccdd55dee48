{
  grafanaDashboards+:: {
    local config = $._config,
    local query = (import '../lib/dashboard-query.libsonnet')(config),
    local kit = {
      config: config,
      query: query,
      panels: (import '../lib/panels.libsonnet')(config),
      variables: (import '../lib/variables.libsonnet')(config, query),
      // From a route in a table to the dashboard of that route.
      toRoute: {
        column: 'Route',
        title: 'Show this route',
        url: '/d/%s?${datasource:queryparam}&${cluster:queryparam}&${namespace:queryparam}&${job:queryparam}&var-route=${__value.text:percentencode}'
             % config.dashboardIds['requests-by-route'],
      },
      dashboard: (import '../lib/dashboard.libsonnet')(config).new,
    },

    'aspnetcore-overview.json': (import 'overview.libsonnet')(kit),
    'aspnetcore-requests-overview.json': (import 'requests-overview.libsonnet')(kit),
    'aspnetcore-requests-by-route.json': (import 'requests-by-route.libsonnet')(kit),
    'aspnetcore-models.json': (import 'models.libsonnet')(kit),
    'aspnetcore-databases.json': (import 'databases.libsonnet')(kit),
    'aspnetcore-caches.json': (import 'caches.libsonnet')(kit),
    'aspnetcore-runtime.json': (import 'runtime.libsonnet')(kit),
    'aspnetcore-server.json': (import 'server.libsonnet')(kit),
    'aspnetcore-outgoing-http.json': (import 'outgoing-http.libsonnet')(kit),
    'aspnetcore-drop-in.json': (import 'drop-in.libsonnet')(kit),
  },
}
