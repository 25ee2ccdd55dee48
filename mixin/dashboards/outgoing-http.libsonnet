function(kit)
  local p = kit.panels, q = kit.query;
  local host = ['server_address', 'server_port'], legend = '{{server_address}}:{{server_port}}';
  local of(name, more=[]) = q.of(name, std.join(', ', [q.matches('server_address', 'host')] + more));
  local requests(more=[]) = of('http_client_request_duration_seconds_count', more);
  local buckets = of('http_client_request_duration_seconds_bucket');
  local failed = '(%s or %s)' % [q.rate(requests(['http_response_status_code=~"5.."'])), q.rate(requests(['http_response_status_code=""']))];
  local variables = kit.variables.common + [kit.variables.of('host', 'server_address', 'Host', 'http_client_request_duration_seconds_count')];
  local share(labels) = q.share(q.sum(labels, failed), q.sum(labels, q.rate(requests())));
  kit.dashboard('outgoing-http', 'Outgoing HTTP', 'Requests that the application sends to others, and name resolution.', variables, [
    {
      title: 'Summary',
      panels: [
        p.stat('Requests', 'Requests per second.', 'reqps', [p.target(q.sum([], q.rate(requests())))], 8),
        p.stat('Failures',
               'Share of requests that had no answer, or one of 5xx.',
               'percentunit',
               [p.target(share([]))],
               8,
               steps=[[null, 'green'], [0.01, 'orange'], [0.05, 'red']]),
        p.stat('Latency (P95)', 'Time within which 95 of 100 requests were answered.', 's', [p.target(q.quantile('0.95', [], q.rate(buckets)))], 8),
      ],
    },
    {
      title: 'Requests',
      panels: [
        p.timeSeries('Requests by Host', 'Requests per second by host and status; errors by type.', 'reqps', [
          p.target(q.sum(host + ['http_response_status_code', 'error_type'], q.rate(requests())),
                   legend + ' {{http_response_status_code}} {{error_type}}'),
        ]),
        p.timeSeries('Failures by Host',
                     'Share of requests that had no answer, or one of 5xx.',
                     'percentunit',
                     [p.target(share(host), legend)],
                     options={ max: 1 }),
        p.timeSeries('Latency', 'Time from sending to the head of the answer.', 's', p.quantiles(q, ['0.50', '0.95', '0.99'], [], buckets)),
        p.timeSeries('Latency by Host (P95)',
                     'Time within which 95 of 100 requests were answered.',
                     's',
                     [p.target(q.quantile('0.95', host, q.rate(buckets)), legend)]),
      ],
    },
    {
      title: 'Connections',
      panels: [
        p.timeSeries('Requests in Flight',
                     'Requests that have no answer yet.',
                     'short',
                     [p.target(q.sum(host, of('http_client_active_requests')), legend)],
                     8),
        p.timeSeries('Open Connections', 'Connections of the pools by state.', 'short', [
          p.target(q.sum(host + ['http_connection_state'], of('http_client_open_connections')), legend + ' {{http_connection_state}}'),
        ], 8),
        p.timeSeries('Time in Queue (P95)', 'Time within which 95 of 100 requests that waited for a connection had one.', 's', [
          p.target(q.quantile('0.95', host, q.rate(of('http_client_request_time_in_queue_seconds_bucket'))), legend),
        ], 8),
      ],
    },
    {
      title: 'Name Resolution',
      panels: [
        p.timeSeries('Look-ups', 'Look-ups of names per second; failed ones by type.', 'ops', [
          p.target(q.sum(['job', 'error_type'], q.rate(q.of('dns_lookup_duration_seconds_count'))), '{{job}} {{error_type}}'),
        ]),
        p.timeSeries('Look-up Latency',
                     'Time of look-ups of names.',
                     's',
                     p.quantiles(q, ['0.50', '0.95'], ['job'], q.of('dns_lookup_duration_seconds_bucket'), legend='{{job}}')),
      ],
    },
  ])
