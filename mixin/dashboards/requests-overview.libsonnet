function(kit)
  local p = kit.panels, q = kit.query, config = kit.config;
  local chosen = q.chosen;
  local requests(more='') = q.requests(chosen(more));
  local rate(series, window=config.rateInterval) = q.sum([], q.rate(series, window));
  local success(failures) = q.share(rate(requests('http_response_status_code!~"%s"' % failures)), rate(requests()));
  local size(name) = q.routed(name, chosen());
  local quantiles = ['0.50', '0.95', '0.99'];
  local route = ['http_route', 'Route'], method = ['http_request_method', 'Method'], job = ['job', 'Job'];
  local week(labels, series) = q.week(labels, q.grown(series, '1w'));
  local hour(series) = q.grown(series, '1h');

  local apart(title, matcher) = {
    title: title,
    panels: [
      p.timeSeries(title + ' Response Status', 'Responses per second by route and class of their status.', 'reqps', [
        p.target(
          q.sum(['http_route'], q.rate(requests('%s, http_response_status_code=~"%s.."' % [matcher, class]))),
          '{{http_route}} %sxx' % class
        )
        for class in ['2', '3', '4', '5']
      ], 12, 10),
      p.table(
        title + ' Request Latency [1h]',
        'Times within which 50, 95 and 99 of 100 requests of an hour were answered.',
        's',
        [route, method],
        [
          ['P%g' % (std.parseJson(quantile) * 100), q.quantile(
            quantile, ['http_route', 'http_request_method'], q.rate(q.requestBuckets(chosen(q.short(matcher))), '1h')
          )]
          for quantile in quantiles
        ],
        12,
        10,
        kit.toRoute
      ),
    ],
  };

  kit.dashboard('requests-overview', 'Requests / Overview', 'All requests: how many, how well, how fast, and which stand out.', kit.variables.common + [kit.variables.route, kit.variables.method], [
    {
      title: 'Summary',
      panels: [
        p.stat('Request Volume', 'Requests per second, without the ignored routes.', 'reqps', [p.target(rate(requests()))]),
        p.stat('Success Rate (4xx count as errors)',
               'Share of requests that were answered with neither 4xx nor 5xx.',
               'percentunit',
               [p.target(success('[45]..'))]),
        p.stat('Success Rate (4xx count as success)',
               'Share of requests that were not answered with 5xx.',
               'percentunit',
               [p.target(success('5..'))]),
        p.stat('Request Latency (P95)', 'Time within which 95 of 100 requests were answered.', 's', [
          p.target(q.quantile('0.95', [], q.rate(q.requestBuckets(chosen(q.short()))))),
        ]),
        p.stat('Request Body Size (P95)', 'Size below which 95 of 100 request bodies were.', 'bytes', [
          p.target(q.quantile('0.95', [], q.rate(size('http_server_request_body_size_bytes_bucket')))),
        ]),
        p.stat('Exceptions [1h]', 'Exceptions that left endpoints in an hour, handled further out or not.', 'short', [
          p.target(q.orZero([], q.sum([], hour(q.routed('aspnetcore_request_exceptions_total', chosen()))))),
        ]),
        p.pie('Requests by Method [1h]', 'Requests in an hour.', 'short', [
          p.instant(q.sum(['http_request_method'], hour(requests())), '{{http_request_method}}'),
        ]),
        p.pie('Responses by Status Class [1h]', 'Responses in an hour.', 'short', [
          p.instant(q.sum(['status_class'], 'label_replace(%s, "status_class", "${1}xx", "http_response_status_code", "(.).*")' % hour(requests())),
                    '{{status_class}}'),
        ]),
        p.pie('Top Routes [1h]', 'Requests in an hour, of the ten routes with most of them.', 'short', [
          p.instant(q.top(10, q.sum(['http_route'], hour(requests('http_route!=""')))), '{{http_route}}'),
        ]),
      ],
    },
    {
      title: 'Latency and Sizes',
      panels: [
        p.timeSeries('Request Latency',
                     'The whole request, middlewares included.',
                     's',
                     p.quantiles(q, quantiles, [], q.requestBuckets(chosen(q.short())))),
        p.timeSeries('Endpoint Latency',
                     'The endpoint alone, without the middlewares in front of it.',
                     's',
                     p.quantiles(q, quantiles, [], q.routed('aspnetcore_endpoint_duration_seconds_bucket', chosen(q.short())))),
        p.timeSeries('Request Body Size',
                     'Sizes of request bodies.',
                     'bytes',
                     p.quantiles(q, quantiles, [], size('http_server_request_body_size_bytes_bucket'))),
        p.timeSeries('Response Body Size',
                     'Sizes of response bodies, as the application wrote them.',
                     'bytes',
                     p.quantiles(q, quantiles, [], size('http_server_response_body_size_bytes_bucket'))),
        p.timeSeries('Exceptions', 'Exceptions per second that left endpoints, by type.', 'ops', [
          p.target(q.sum(['error_type'], q.rate(q.routed('aspnetcore_request_exceptions_total', chosen()))), '{{error_type}}'),
        ]),
        p.timeSeries('Requests without a Route', 'Requests per second that no endpoint matched, by status.', 'reqps', [
          p.target(q.sum(['http_response_status_code'], q.rate(q.requests('http_route=""'))), '{{http_response_status_code}}'),
        ]),
      ],
    },
    // Requests without a route have a panel of their own.
    apart('API and Other Routes', 'http_route!="", http_route!~"%s"' % q.escape(config.adminRoutes)),
    apart('Admin Routes', 'http_route!="", http_route=~"%s"' % q.escape(config.adminRoutes)),
    {
      title: 'Weekly Breakdown',
      panels: [
        p.table('Top Exceptions by Route (1w)', 'The ten routes that most exceptions of a week left.', 'short', [job, route], [
          ['Exceptions', week(['job', 'http_route'], q.routed('aspnetcore_request_exceptions_total', chosen()))],
        ], link=kit.toRoute),
        p.table('Top Exceptions by Type (1w)',
                'The ten types of exceptions of a week that came most often.',
                'short',
                [job, ['error_type', 'Type']],
                [
                  ['Exceptions', week(['job', 'error_type'], q.routed('aspnetcore_request_exceptions_total', chosen()))],
                ]),
        p.table('Top Responses by Route (1w)',
                'The ten routes with most responses of a week, by status.',
                'short',
                [job, route, ['http_response_status_code', 'Status']],
                [
                  ['Responses', week(['job', 'http_route', 'http_response_status_code'], requests('http_route!=""'))],
                ],
                link=kit.toRoute),
        p.table('Top Views (1w)', 'The ten views and pages that were rendered most often in a week.', 'short', [job, ['aspnetcore_view', 'View']], [
          ['Rendered', week(['job', 'aspnetcore_view'], q.views())],
        ]),
      ],
    },
    {
      title: 'Kinds of Responses',
      panels: [
        p.timeSeries('Views (P95)', 'Time within which 95 of 100 renderings of a view were done.', 's', [
          p.target(q.quantile('0.95', ['aspnetcore_view'], q.rate(q.of('aspnetcore_view_render_duration_seconds_bucket'))), '{{aspnetcore_view}}'),
        ], 8),
        p.timeSeries('Charsets', 'Responses per second by the charset of their content type.', 'reqps', [
          p.target(q.sum(['charset'], q.rate(q.of('aspnetcore_response_charsets_total'))), '{{charset}}'),
        ], 8),
        p.timeSeries('Scripts, Streams, Aborted',
                     'Requests by scripts (X-Requested-With), streamed responses and requests that were not measured, per second.',
                     'reqps',
                     [
                       p.target(q.sum([], q.rate(q.of('aspnetcore_ajax_requests_total'))), 'scripts'),
                       p.target(q.sum([], q.rate(q.of('aspnetcore_streaming_responses_total'))), 'streams'),
                       p.target(q.sum(['reason'], q.rate(q.of('aspnetcore_unmeasured_requests_total'))), 'not measured: {{reason}}'),
                     ],
                     8),
      ],
    },
  ])
