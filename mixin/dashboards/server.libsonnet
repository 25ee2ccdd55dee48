function(kit)
  local p = kit.panels, q = kit.query;
  local endpoint = '{{instance}} {{server_address}}:{{server_port}}';
  local policy = '{{aspnetcore_rate_limiting_policy}}';
  local graph(title, description, unit, targets, width=8) =
    p.timeSeries(title, description, unit, [p.target(target[0], target[1]) for target in targets], width);
  kit.dashboard('server', 'Kestrel, SignalR, Rate Limiting', 'The server in front of the application, long connections and limits.', kit.variables.common, [
    {
      title: 'Kestrel',
      panels: [
        graph('Connections', 'Open connections, and upgraded ones among them (WebSockets).', 'short', [
          [q.of('kestrel_active_connections'), endpoint],
          [q.of('kestrel_upgraded_connections'), 'upgraded: ' + endpoint],
        ]),
        graph('Connections Ended', 'Connections that ended per second, by protocol and error.', 'ops', [
          [
            q.sum(['network_protocol_version', 'error_type'], q.rate(q.of('kestrel_connection_duration_seconds_count'))),
            '{{network_protocol_version}} {{error_type}}',
          ],
        ]),
        graph('Queues', 'Connections and requests that wait.', 'short', [
          [q.of('kestrel_queued_connections'), 'connections: ' + endpoint],
          [q.of('kestrel_queued_requests'), 'requests: ' + endpoint],
        ]),
        graph('Rejected Connections', 'Connections per second that Kestrel closed at its limit.', 'ops', [
          [q.rate(q.of('kestrel_rejected_connections_total')), endpoint],
        ]),
        graph('TLS Handshakes', 'Handshakes per second by protocol and error.', 'ops', [
          [
            q.sum(['tls_protocol_version', 'error_type'], q.rate(q.of('kestrel_tls_handshake_duration_seconds_count'))),
            '{{tls_protocol_version}} {{error_type}}',
          ],
        ]),
        graph('TLS Handshake Latency (P95)', 'Time within which 95 of 100 handshakes were done.', 's', [
          [q.quantile('0.95', ['instance'], q.rate(q.of('kestrel_tls_handshake_duration_seconds_bucket'))), '{{instance}}'],
        ]),
      ],
    },
    {
      title: 'Routing and Exception Handling',
      panels: [
        graph('Routing', 'Requests per second that matched a route, or none.', 'ops', [
          [
            q.sum(['aspnetcore_routing_match_status'], q.rate(q.of('aspnetcore_routing_match_attempts_total'))),
            '{{aspnetcore_routing_match_status}}',
          ],
        ], 12),
        graph('Exception Handling', 'Exceptions per second that reached the exception handler, by what it did.', 'ops', [
          [
            q.sum(['aspnetcore_diagnostics_exception_result', 'error_type'], q.rate(q.of('aspnetcore_diagnostics_exceptions_total'))),
            '{{aspnetcore_diagnostics_exception_result}} {{error_type}}',
          ],
        ], 12),
      ],
    },
    {
      title: 'SignalR',
      panels: [
        graph('SignalR Connections', 'Open connections by transport.', 'short', [
          [q.sum(['instance', 'signalr_transport'], q.of('signalr_server_active_connections')), '{{instance}} {{signalr_transport}}'],
        ], 12),
        graph('SignalR Connections Ended', 'Connections that ended per second, by transport and status.', 'ops', [
          [
            q.sum(['signalr_transport', 'signalr_connection_status'], q.rate(q.of('signalr_server_connection_duration_seconds_count'))),
            '{{signalr_transport}} {{signalr_connection_status}}',
          ],
        ], 12),
      ],
    },
    {
      title: 'Rate Limiting',
      panels: [
        graph('Limited Requests', 'Requests per second by policy and result.', 'reqps', [
          [
            q.sum(['aspnetcore_rate_limiting_policy', 'aspnetcore_rate_limiting_result'], q.rate(q.of('aspnetcore_rate_limiting_requests_total'))),
            policy + ' {{aspnetcore_rate_limiting_result}}',
          ],
        ]),
        graph('Leases and Queue', 'Requests that hold a lease, and requests that wait for one.', 'short', [
          [q.sum(['aspnetcore_rate_limiting_policy'], q.of('aspnetcore_rate_limiting_active_request_leases')), 'leases: ' + policy],
          [q.sum(['aspnetcore_rate_limiting_policy'], q.of('aspnetcore_rate_limiting_queued_requests')), 'queue: ' + policy],
        ]),
        graph('Time in Queue (P95)', 'Time within which 95 of 100 waiting requests had their answer.', 's', [
          [
            q.quantile('0.95', ['aspnetcore_rate_limiting_policy'], q.rate(q.of('aspnetcore_rate_limiting_request_time_in_queue_seconds_bucket'))),
            policy,
          ],
        ]),
      ],
    },
  ])
