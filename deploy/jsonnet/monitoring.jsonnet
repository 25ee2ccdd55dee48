// A whole Prometheus and Grafana from one place, with the mixin vendored (jb install; or a copy of its folder as
// vendor/aspnetcore-prometheus):
//   mkdir -p out/grafana/{dashboards,provisioning/{datasources,dashboards}} && jsonnet -J vendor -S -m out monitoring.jsonnet
local mixin = (import 'aspnetcore-prometheus/mixin.libsonnet') + {
  _config+:: {
    selector: 'job="aspnetcore"',
    jobs: ['aspnetcore'],
    grafanaUrl: 'https://grafana.example.com',
    alerts+: {
      AspNetCoreHighLatencyP99+: { threshold: 0.5 },
    },
  },
};

local prometheus = {
  global: { scrape_interval: '15s', evaluation_interval: '15s' },
  rule_files: ['rules.yaml', 'alerts.yaml'],
  scrape_configs: [{
    job_name: 'aspnetcore',
    metrics_path: '/prometheus/metrics',
    static_configs: [{ targets: ['127.0.0.1:5080'], labels: { application: 'shop' } }],
  }],
};

local datasources = {
  apiVersion: 1,
  datasources: [{ name: 'Prometheus', type: 'prometheus', url: 'http://127.0.0.1:9090', isDefault: true }],
};

local provider = {
  apiVersion: 1,
  providers: [{ name: 'mixins', folder: 'ASP.NET Core', type: 'file', options: { path: '/etc/grafana/dashboards' } }],
};

{
  'prometheus.yml': std.manifestYamlDoc(prometheus),
  'rules.yaml': std.manifestYamlDoc(mixin.prometheusRules),
  'alerts.yaml': std.manifestYamlDoc(mixin.prometheusAlerts),
  'grafana/provisioning/datasources/prometheus.yml': std.manifestYamlDoc(datasources),
  'grafana/provisioning/dashboards/mixins.yml': std.manifestYamlDoc(provider),
} + {
  ['grafana/dashboards/' + file]: std.manifestJsonEx(mixin.grafanaDashboards[file], '  ')
  for file in std.objectFields(mixin.grafanaDashboards)
}
