// A whole Prometheus and Grafana from one place, with the mixin vendored: jb install, or by hand its folder as vendor/mixin.
//   mkdir -p out/grafana/{dashboards,provisioning/{datasources,dashboards}} && jsonnet -J vendor -S -m out monitoring.jsonnet
// jb names the folder after the last part of where it comes from. From a Git repository it is
// vendor/github.com/<owner>/<repository>/mixin, and vendor/mixin leads there.
local applications = {
  shop: ['127.0.0.1:5080'],
  billing: ['127.0.0.1:5090', '127.0.0.1:5091'],
};

local mixin = (import 'mixin/mixin.libsonnet') + {
  _config+:: {
    jobs: std.objectFields(applications),
    selector: 'job=~"%s"' % std.join('|', self.jobs),
    grafanaUrl: 'https://grafana.example.com',
    alerts+: {
      AspNetCoreHighLatencyP99+: { threshold: 0.5 },
    },
  },
};

local prometheus = {
  global: { scrape_interval: '15s', evaluation_interval: '15s' },
  rule_files: ['rules.yaml', 'alerts.yaml'],
  // Each application is a job of its own.
  scrape_configs: [
    { job_name: job, metrics_path: '/prometheus/metrics', static_configs: [{ targets: applications[job] }] }
    for job in std.objectFields(applications)
  ],
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
  ['grafana/dashboards/' + file]: std.toString(mixin.grafanaDashboards[file])
  for file in std.objectFields(mixin.grafanaDashboards)
}
