// How much a counter has grown within a window, the first value of a series that is new included. Stands inside an
// aggregation.
//
// A counter without a series until its first event (errors by type, responses by status) appears with the value 1,
// and increase() sees no growth. So a series that did not exist one window ago counts with its whole value. Not,
// however, where one window ago Prometheus had no page of a process that ran already, be it new to it or a scrape that
// failed: its counters have a past.
function(config, query, series, window)
  local labels = std.join(', ', query.instanceLabels);
  local grown = query.increase(series, window);
  local lines = [
    series,
    'unless %s offset %s' % [series, window],
    'unless on (%s) (' % labels,
    '  time() - %s > %d' % [
      query.of('process_start_time_seconds'),
      (import 'duration.libsonnet').seconds(window),
    ],
    '  unless on (%s) %s offset %s == 1' % [labels, query.series('up'), window],
    ')',
    'or ' + grown,
  ];
  if config.countNewSeries then '\n  ' + std.join('\n  ', lines) + '\n' else grown
