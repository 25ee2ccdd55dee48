{
  prometheusRules+:: {
    local config = $._config,
    local query = (import '../lib/query.libsonnet')(config, config.selector),
    local group(name, file) = {
      name: 'aspnetcore-%s.rules' % name,
      rules: [
        { record: query.recorded(rule.level, rule.metric, rule.operations), expr: rule.expr }
        for rule in file(config, query)
      ],
    },

    groups+: [
      group('requests', import 'requests.libsonnet'),
      group('error-budget', import 'error-budget.libsonnet'),
      group('databases', import 'databases.libsonnet'),
      group('caches', import 'caches.libsonnet'),
      group('runtime', import 'runtime.libsonnet'),
    ],
  },
}
