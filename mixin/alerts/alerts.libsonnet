{
  prometheusAlerts+:: {
    local config = $._config,
    local query = (import '../lib/query.libsonnet')(config, config.selector),
    local alert = (import '../lib/alert.libsonnet')(config, query),
    local increase = function(series, window) (import '../lib/increase.libsonnet')(config, query, series, window),
    local group(name, file) = {
      name: 'aspnetcore-' + name,
      rules: std.flattenArrays(file(config, query, alert, increase)),
    },

    groups+: [
      group
      for group in [
        group('requests', import 'requests.libsonnet'),
        group('error-budget', import 'error-budget.libsonnet'),
        group('migrations', import 'migrations.libsonnet'),
        group('databases', import 'databases.libsonnet'),
        group('connection-pools', import 'connection-pools.libsonnet'),
        group('caches', import 'caches.libsonnet'),
        group('runtime', import 'runtime.libsonnet'),
        group('server', import 'server.libsonnet'),
        group('drop-in', import 'drop-in.libsonnet'),
        group('targets', import 'targets.libsonnet'),
      ]
      if group.rules != []
    ],
  },
}
