// Everything that can be set. Override it from outside:
//   (import 'mixin.libsonnet') + { _config+:: { selector: 'job=~"shop|billing"' } }
{
  _config:: {
    local config = self,

    // Matchers that every expression of alerts and recording rules carries.
    selector: 'job!=""',

    // The drop-in's setting Namespace: 'shop' for shop_http_server_request_duration_seconds.
    metricPrefix: '',

    // Labels of the fleet. A label that the series do not have does no harm.
    clusterLabel: 'cluster',
    namespaceLabel: 'namespace',
    // Shows the variable of the cluster on the dashboards and names the cluster in descriptions.
    showMultiCluster: false,

    // Jobs that must exist: their absence is noticed even if they were never seen.
    jobs: [],

    // Jobs whose targets are the ports of a range (the drop-in's setting PortRange), and how many processes of each must answer:
    // { shop: 2 }. Their instances are counted; one that does not answer is nothing by itself, as a process that starts before the
    // old one has ended takes the next port.
    rangeProcesses: {},

    // Regular expressions over http_route and aspnetcore_view; '' ignores nothing.
    ignoredRoutes: '(?i)/?(health|healthz|health-?checks?|live|livez|liveness|ready|readyz|readiness|alive|ping)(/.*)?',
    ignoredViews: '',
    // Routes that the requests overview shows apart.
    adminRoutes: '(?i)/?admin(/.*)?',
    // Connections that stay open by design: they do not count for latency. A route that ends in "hub" is taken for one
    // (/github, too).
    longRunningRoutes: '(?i)/?(_blazor(/.*)?|hubs/.*|.*hub)',
    // Regular expression over error_type: exceptions that are the client's doing, which went away or sent what is no request.
    ignoredExceptions: std.join('|', [
      @'System\.OperationCanceledException',
      @'System\.Threading\.Tasks\.TaskCanceledException',
      @'Microsoft\.AspNetCore\.(Http|Server\.[A-Za-z.]+)\.BadHttpRequestException',
      @'Microsoft\.AspNetCore\.Connections\.Connection(Aborted|Reset)Exception',
      @'System\.Net\.WebSockets\.WebSocketException',
    ]),

    // A counter that appears counts from zero, so that a first error is seen: rate() and increase() alone miss it.
    // Switch it off where the drop-in's HideIdleSeconds is set: there counters come back with their old value.
    countNewSeries: true,

    // Share of requests that must not end with 5xx, in percent.
    sloTarget: 99.9,

    grafanaUrl: 'https://grafana.example.com',
    // One page for all alerts, the alert's name in lower case as its anchor; '' for no runbook_url.
    runbookUrl: 'https://runbooks.example.com/aspnetcore-prometheus/runbook.md',
    // Further annotations of every alert.
    alertAnnotations: {},
    // Further labels of every alert.
    alertLabels: {},

    dashboardTags: ['aspnetcore', 'aspnetcore-prometheus-mixin'],
    dashboardRefresh: '1m',
    // Of dashboards with tables of a week, which cost most.
    dashboardRefreshWeek: '5m',
    dashboardFrom: 'now-6h',
    // The uid of each dashboard. What is linked to a dashboard is linked to its uid.
    dashboardIds: {
      overview: 'aspnetcore-overview',
      'requests-overview': 'aspnetcore-requests-overview',
      'requests-by-route': 'aspnetcore-requests-by-route',
      models: 'aspnetcore-models',
      databases: 'aspnetcore-databases',
      caches: 'aspnetcore-caches',
      runtime: 'aspnetcore-runtime',
      server: 'aspnetcore-server',
      'outgoing-http': 'aspnetcore-outgoing-http',
      'drop-in': 'aspnetcore-drop-in',
    },
    dashboardUrl(key):: '%s/d/%s' % [config.grafanaUrl, config.dashboardIds[key]],

    // How an expression names a variable of its dashboard, and the window that Grafana chooses for rates.
    variable(name):: '$' + name,
    rateInterval:: '$__rate_interval',

    // Events from Grafana's own annotations on every graph, such as deployments.
    annotation: {
      enabled: false,
      name: 'Deployments',
      datasource: '-- Grafana --',
      tags: [],
      iconColor: 'blue',
    },
  },
} + (import 'alerts/defaults.libsonnet')
