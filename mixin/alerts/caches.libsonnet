function(config, query, alert, increase)
  local dropped = alert.settings('AspNetCoreCacheHitRateDropped');
  local errors = alert.settings('AspNetCoreCacheErrors');
  local seconds = (import '../lib/duration.libsonnet').seconds(dropped.interval);
  local cache = 'The cache {{ $labels.cache_system }}/{{ $labels.cache_name }} of %s ' % alert.application;
  [
    // Recorded, because the value of a day before must not depend on what a day of raw series costs.
    alert.rule('AspNetCoreCacheHitRateDropped', {
      local rate = query.series(query.recorded('job_cache', 'cache_hits', 'ratio_rate' + dropped.interval)),
      local gets(offset) = '%s%s * %d >= %s' % [
        query.series(query.recorded('job_cache', 'cache_gets', 'rate' + dropped.interval)),
        offset,
        seconds,
        dropped.minRequests,
      ],
      value: '100 * (%s offset %s - %s)' % [rate, dropped.offset, rate],
      comparison: '> %s' % dropped.threshold,
      provided: '%s\nand %s' % [gets(''), gets(' offset ' + dropped.offset)],
      summary: 'A cache answers less than it did.',
      description: cache + 'has a hit rate {{ $value | printf "%%.0f" }} percentage points below its own of %s before (threshold: %s).'
                           % [dropped.offset, dropped.threshold],
      dashboard: 'caches',
    }),
    alert.rule('AspNetCoreCacheErrors', {
      value: query.sum(
        query.applicationLabels + ['cache_system', 'cache_name', 'cache_operation'],
        increase(query.of('cache_requests_total', 'cache_result="error"'), errors.interval)
      ),
      comparison: '> %s' % errors.threshold,
      summary: 'Cache operations fail.',
      description: cache + 'failed {{ $value | printf "%%.0f" }} times at {{ $labels.cache_operation }} in the past %s.' % errors.interval,
      dashboard: 'caches',
    }),
  ]
