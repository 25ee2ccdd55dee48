// How much a counter has grown within a window, the first value of a series that is new included. Stands inside an
// aggregation.
//
// A counter without a series until its first event (errors by type, responses by status) appears with the value 1,
// and increase() sees no growth. So a series that did not exist one window ago counts with its highest value, also when
// its process has ended meanwhile; or with its growth, if that is more because it began again. Not, however, where one
// window ago Prometheus had nothing from a process that ran already, be it new to it or a scrape that failed: its
// counters have a past. A process that does not tell its start (ExportProcess is off) is taken to have run already.
function(config, query, series, window)
  local labels = std.join(', ', query.instanceLabels);
  local grown = query.increase(series, window);
  local highest = query.over('max_over_time', series, window);
  local start = query.of('process_start_time_seconds');
  local info = query.of('aspnetcore_prometheus_build_info');
  local lines = [
    highest,
    'unless %s offset %s' % [series, window],
    'unless on (%s) (' % labels,
    '  (',
    '    time() - %s > %d' % [query.over('min_over_time', start, window), (import 'duration.libsonnet').seconds(window)],
    '    or %s' % query.over('last_over_time', info, window),
    '    unless on (%s) %s' % [labels, query.over('last_over_time', start, window)],
    '  )',
    '  unless on (%s) %s offset %s' % [labels, start, window],
    '  unless on (%s) %s offset %s' % [labels, info, window],
    ')',
    'unless %s > %s' % [grown, highest],
    'or ' + grown,
  ];
  if config.countNewSeries then '\n  ' + std.join('\n  ', lines) + '\n' else grown
