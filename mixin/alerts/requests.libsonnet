function(config, query, alert, increase)
  local byRoute = query.applicationLabels + ['http_route'];
  local counted(matchers, labels, window) = query.sum(labels, increase(query.requests(matchers), window));

  // Requests without a route (scanners, typing errors, middlewares) are a group of their own where they are looked at.
  local errorRate(name, class, routes, meaning) =
    local settings = alert.settings(name);
    local part(matchers) = std.join(', ', [one for one in [routes, matchers] if one != '']);
    alert.rule(name, {
      value: alert.percent(
        counted(part('http_response_status_code=~"%s.."' % class), byRoute, settings.interval),
        counted(part(''), byRoute, settings.interval),
        settings.minRequests
      ),
      comparison: '> %s' % settings.threshold,
      summary: 'Requests are answered with HTTP %sxx.' % class,
      description: '{{ $value | printf "%%.1f" }} %% of the requests for {{ if $labels.http_route }}{{ $labels.http_route }}{{ else }}no route{{ end }} of %s were answered with %sxx in the past %s%s (threshold: %s %%).'
                   % [alert.application, class, settings.interval, meaning, settings.threshold],
      dashboard: 'requests-by-route',
      variables: [['route', 'http_route']],
    });

  local unrouted = alert.settings('AspNetCoreUnroutedRequests');
  local latency = alert.settings('AspNetCoreHighLatencyP99');
  local exceptions = alert.settings('AspNetCoreUnhandledExceptions');
  [
    errorRate('AspNetCoreHighHttp4xxErrorRate', '4', 'http_route!=""', ': clients ask for what is not there or not theirs'),
    errorRate('AspNetCoreHighHttp5xxErrorRate', '5', '', ''),

    alert.rule('AspNetCoreUnroutedRequests', {
      value: alert.percent(
        counted('http_route="", http_response_status_code=~"4.."', query.applicationLabels, unrouted.interval),
        counted('', query.applicationLabels, unrouted.interval),
        unrouted.minRequests
      ),
      comparison: '> %s' % unrouted.threshold,
      summary: 'Most requests match no route.',
      description: '{{ $value | printf "%%.1f" }} %% of the requests to %s matched no route and were answered with 4xx in the past %s (threshold: %s %%).'
                   % [alert.application, unrouted.interval, unrouted.threshold],
      dashboard: 'requests-overview',
    }),

    alert.rule('AspNetCoreHighLatencyP99', {
      local matchers = query.short('http_route!=""'),
      value: query.quantile('0.99', byRoute, query.rate(query.requestBuckets(matchers), latency.interval)),
      comparison: '> %s' % latency.threshold,
      provided: '%s >= %s' % [query.sum(byRoute, query.increase(query.requests(matchers), latency.interval)), latency.minRequests],
      summary: 'Requests are slow.',
      description: 'One of a hundred requests for {{ $labels.http_route }} of %s took {{ $value | humanizeDuration }} or longer in the past %s (threshold: %s s).'
                   % [alert.application, latency.interval, latency.threshold],
      dashboard: 'requests-by-route',
      variables: [['route', 'http_route']],
    }),

    alert.rule('AspNetCoreUnhandledExceptions', {
      // What the application caught itself has no error_type.
      value: query.sum(byRoute + ['error_type'], increase(query.unhandled(), exceptions.interval)),
      comparison: '> %s' % exceptions.threshold,
      summary: 'Exceptions are not handled.',
      description: '{{ $labels.error_type }} let {{ $value | printf "%%.0f" }} requests for {{ if $labels.http_route }}{{ $labels.http_route }}{{ else }}no route{{ end }} of %s fail in the past %s.'
                   % [alert.application, exceptions.interval],
      dashboard: 'requests-by-route',
      variables: [['route', 'http_route']],
    }),
  ]
