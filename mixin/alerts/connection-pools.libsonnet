function(config, query, alert, increase)
  local near = alert.settings('AspNetCoreConnectionPoolNearMaximum');
  local pending = alert.settings('AspNetCoreConnectionPoolPending');
  local timeouts = alert.settings('AspNetCoreConnectionPoolTimeouts');
  local byPool = query.instanceLabels + ['db_client_connection_pool_name'];
  local pool = 'The pool {{ $labels.db_client_connection_pool_name }} of %s on {{ $labels.instance }} ' % alert.application;
  local rule(name, parts) = alert.rule(name, parts { dashboard: 'databases', variables: ['instance'] });
  [
    rule('AspNetCoreConnectionPoolNearMaximum', {
      // A driver may show a pool without a maximum as 0, or no maximum of what it counts (SqlClient counts for the whole
      // process): such pools are left alone.
      value: '100 * %s\n/ (%s > 0)' % [
        query.sum(byPool, query.of('db_client_connection_count', 'db_client_connection_state="used"')),
        query.max(byPool, query.of('db_client_connection_max')),
      ],
      comparison: '> %s' % near.threshold,
      summary: 'A connection pool is nearly used up.',
      description: pool + 'uses {{ $value | printf "%%.0f" }} %% of its connections (threshold: %s %%).' % near.threshold,
    }),
    rule('AspNetCoreConnectionPoolPending', {
      // At every scrape: a driver that counts openings under way is seldom at 0 when it is busy.
      value: query.sum(byPool, query.over('min_over_time', query.of('db_client_connection_pending_requests'), pending.interval)),
      comparison: '> %s' % pending.threshold,
      summary: 'Requests wait for a database connection.',
      description: pool + 'has let {{ $value }} or more requests wait for a connection throughout the past %s.' % pending.interval,
    }),
    rule('AspNetCoreConnectionPoolTimeouts', {
      value: query.sum(byPool, increase(query.of('db_client_connection_timeouts_total'), timeouts.interval)),
      comparison: '> %s' % timeouts.threshold,
      summary: 'Waiting for a database connection timed out.',
      description: pool + 'had {{ $value | printf "%%.0f" }} timeouts in the past %s.' % timeouts.interval,
    }),
  ]
