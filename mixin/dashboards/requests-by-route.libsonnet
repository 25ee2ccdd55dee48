function(kit)
  local p = kit.panels, q = kit.query, config = kit.config;
  local chosen = q.chosen;
  local requests(more='') = q.requests(chosen(more));
  local quantiles = ['0.50', '0.95', '0.99'];
  local rate(series, offset='') = q.sum(['job'], q.rate(series, config.rateInterval, offset));
  local latency(offset) = p.quantiles(q, quantiles, ['job'], q.requestBuckets(chosen()), '{{job}}', offset);
  local success(failures) = [
    p.target(q.share(rate(requests('http_response_status_code!~"%s"' % failures)), rate(requests())), '{{job}}'),
  ];
  local share(title, description, label, series) =
    p.pie(title, description, 'short', [p.instant(q.top(20, q.sum([label], q.grown(series, '1h'))), '{{%s}}' % label)]);

  // Recorded, as the average of a day would otherwise be computed from a day of raw series.
  local recorded = q.recordedSeries('job_route_method_status', 'http_server_requests', 'rate5m', chosen());
  local against(window, title) = p.timeSeries(
    'Request Rate against the %s Average' % title,
    'Requests of five minutes in percent of their average, all instances together.',
    'percent',
    [p.target('100 * %(now)s / (avg_over_time(%(now)s[%(window)s:1m]) > 0)' % { now: q.sum(['job'], recorded), window: window }, '{{job}}')]
  );

  kit.dashboard('requests-by-route', 'Requests / By Route', 'One route, or several: how many, how fast, how well, and how it was before.', kit.variables.common + [kit.variables.route, kit.variables.method], [
    {
      title: 'Summary',
      panels: [
        share('Requests by Route [1h]',
              'Requests in an hour, of the twenty routes with most of them.',
              'http_route',
              q.requests('http_route!="", ' + q.matches('http_request_method', 'method'))),
        share('Requests by Method [1h]', 'Requests in an hour.', 'http_request_method', q.requests(q.matches('http_route', 'route'))),
        share('Responses by Status Code [1h]', 'Responses in an hour.', 'http_response_status_code', requests()),
      ],
    },
    {
      title: 'Route: $route, Method: $method',
      panels: [
        p.timeSeries('Requests', 'Requests per second.', 'reqps', [p.target(rate(requests()), '{{job}}')]),
        p.timeSeries('Latency', 'The whole request, middlewares included.', 's', latency('')),
        p.timeSeries('Requests (1 Week Ago)', 'Requests per second one week before.', 'reqps', [p.target(rate(requests(), '1w'), '{{job}}')]),
        p.timeSeries('Latency (1 Week Ago)', 'The whole request, one week before.', 's', latency('1w')),
        p.timeSeries('Success Rate (4xx count as success)',
                     'Share of requests that were not answered with 5xx.',
                     'percentunit',
                     success('5..'),
                     options={ max: 1 }),
        p.timeSeries('Success Rate (4xx count as errors)',
                     'Share of requests that were answered with neither 4xx nor 5xx.',
                     'percentunit',
                     success('[45]..'),
                     options={ max: 1 }),
        against('1d', '1-Day'),
        against('1h', '1-Hour'),
        p.timeSeries('Responses by Status Code', 'Responses per second.', 'reqps', [
          p.target(q.sum(['http_response_status_code'], q.rate(requests())), '{{http_response_status_code}}'),
        ], options={ stacking: 'normal' }),
        p.timeSeries('Latency by Route (P99) [5m]',
                     'Time within which 99 of 100 requests of five minutes were answered, all instances together.',
                     's',
                     [
                       p.target(q.recordedSeries('job_route_method', 'http_server_request_duration_seconds', 'p99_rate5m', chosen()),
                                '{{http_request_method}} {{http_route}}'),
                     ]),
        p.heatmap('Latency Heatmap',
                  'How many requests took how long, all that is chosen together. Points are traces.',
                  's',
                  'sum by (le) (%s)' % q.increase(q.requestBuckets(chosen()))),
      ],
    },
    {
      title: 'Inside',
      panels: [
        p.timeSeries('Endpoint Latency (P95)', 'The endpoint alone, without the middlewares in front of it.', 's', [
          p.target(q.quantile('0.95', ['http_route'], q.rate(q.routed('aspnetcore_endpoint_duration_seconds_bucket', chosen()))), '{{http_route}}'),
        ], 6),
        p.timeSeries('Exceptions by Type', 'Exceptions per second that left the endpoint, handled further out or not.', 'ops', [
          p.target(q.sum(['http_route', 'error_type'], q.rate(q.routed('aspnetcore_request_exceptions_total', chosen()))),
                   '{{http_route}} {{error_type}}'),
        ], 6),
        p.timeSeries('Unhandled Exceptions', 'Requests per second that an exception ended, with 5xx or half-way, by its type; without those of the client.', 'reqps', [
          p.target(q.sum(['http_route', 'error_type'], q.rate(q.unhandled(chosen()))), '{{http_route}} {{error_type}}'),
        ], 6),
        p.timeSeries('Response Body Size (P95)', 'Size below which 95 of 100 response bodies were.', 'bytes', [
          p.target(q.quantile('0.95', ['http_route'], q.rate(q.routed('http_server_response_body_size_bytes_bucket', chosen()))), '{{http_route}}'),
        ], 6),
      ],
    },
  ])
