// The mixin as resources of Kubernetes, one file for each:
//   mkdir -p out && jsonnet -m out mixin.jsonnet && kubectl apply -f out
//   jsonnet -m out --tla-str dashboards=GrafanaDashboard mixin.jsonnet
// dashboards: ConfigMap (for the sidecar of Grafana's chart) or GrafanaDashboard (for the Grafana operator).
function(dashboards='ConfigMap')
  local mixin = (import '../../mixin/mixin.libsonnet') + {
    _config+:: {
      clusterLabel: 'cluster',
      namespaceLabel: 'namespace',
      // Where alerts lead to.
      grafanaUrl: 'https://grafana.example.com',
    },
  };

  local labels = { 'app.kubernetes.io/name': 'aspnetcore-prometheus-mixin' };
  local name(file) = std.strReplace(file, '.json', '');

  local configMap(file) = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: name(file), labels: labels { grafana_dashboard: '1' }, annotations: { grafana_folder: 'ASP.NET Core' } },
    data: { [file]: std.toString(mixin.grafanaDashboards[file]) },
  };

  local grafanaDashboard(file) = {
    apiVersion: 'grafana.integreatly.org/v1beta1',
    kind: 'GrafanaDashboard',
    metadata: { name: name(file), labels: labels },
    spec: {
      folder: 'ASP.NET Core',
      instanceSelector: { matchLabels: { dashboards: 'grafana' } },
      json: std.toString(mixin.grafanaDashboards[file]),
    },
  };

  local dashboard = {
    ConfigMap: configMap,
    GrafanaDashboard: grafanaDashboard,
  }[dashboards];

  {
    'prometheus-rule.json': {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PrometheusRule',
      metadata: { name: 'aspnetcore', labels: labels { prometheus: 'k8s', role: 'alert-rules' } },
      spec: { groups: mixin.prometheusRules.groups + mixin.prometheusAlerts.groups },
    },
  } + {
    ['dashboard-' + file]: dashboard(file)
    for file in std.objectFields(mixin.grafanaDashboards)
  }
