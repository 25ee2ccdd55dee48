function(config, query, alert, increase)
  local starvation = alert.settings('AspNetCoreThreadPoolStarvation');
  local pause = alert.settings('AspNetCoreHighGcPause');
  local memory = alert.settings('AspNetCoreMemoryGrowth');
  local seconds = (import '../lib/duration.libsonnet').seconds;
  local instance = '{{ $labels.instance }} of %s ' % alert.application;
  local rule(name, parts) = alert.rule(name, parts { dashboard: 'runtime', variables: ['instance'] });
  [
    // The page shows the queue's length under a counter's name (docs/metrics.md, Runtime); it goes up and down.
    rule('AspNetCoreThreadPoolStarvation', {
      value: query.max(query.instanceLabels, query.over('min_over_time', query.of('dotnet_thread_pool_queue_length_total'), starvation.interval)),
      comparison: '> %s' % starvation.threshold,
      summary: 'The thread pool does not keep up.',
      description: instance + 'had {{ $value }} or more work items waiting for a thread throughout the past %s (threshold: %s).'
                              % [starvation.interval, starvation.threshold],
    }),
    rule('AspNetCoreHighGcPause', {
      value: '100 * ' + query.series(query.recorded('instance', 'dotnet_gc_pause', 'ratio_rate' + pause.interval)),
      comparison: '> %s' % pause.threshold,
      summary: 'Garbage collection takes much of the time.',
      description: instance + 'stood still for garbage collection {{ $value | printf "%%.1f" }} %% of the past %s (threshold: %s %%).'
                              % [pause.interval, pause.threshold],
    }),
    // Lowest values are compared, so that a peak is no growth; with the day before, too, where there is one, so that the rhythm of a
    // day is none: with the highest of two hours, as no day begins at the same minute. A process that is still warming up is left
    // alone.
    rule('AspNetCoreMemoryGrowth', {
      local bytes = query.of('process_resident_memory_bytes'),
      local dayBefore = query.max(query.instanceLabels, query.over('max_over_time', bytes, '2h', '%ds' % (seconds(memory.offset) - 3600))),
      local lowest(offset) = query.max(query.instanceLabels, query.over('min_over_time', bytes, '30m', offset)),
      local growth(since) = '100 * (%s / %s - 1)' % [lowest(''), since],
      value: growth(lowest(memory.interval)),
      comparison: '> %s' % memory.threshold,
      provided: '%s > %d\nunless %s <= %s\nunless %s' % [
        lowest(''),
        memory.minBytes,
        growth(dayBefore),
        memory.threshold,
        'time() - %s < %d' % [
          query.max(query.instanceLabels, query.of('process_start_time_seconds')),
          seconds(memory.interval) + 3600,
        ],
      ],
      summary: 'The process grows.',
      description: instance + 'holds {{ $value | printf "%%.0f" }} %% more memory than %s before and has not given it back for half an hour (threshold: %s %%).'
                              % [memory.interval, memory.threshold],
    }),
  ]
