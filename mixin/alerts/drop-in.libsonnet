function(config, query, alert, increase)
  local limit = alert.settings('AspNetCoreSeriesLimitReached');
  local errors = alert.settings('AspNetCoreInstrumentationErrors');
  [
    alert.rule('AspNetCoreSeriesLimitReached', {
      value: query.max(query.applicationLabels + ['metric'], query.of('aspnetcore_prometheus_series_overflow')),
      comparison: '> %s' % limit.threshold,
      summary: 'A metric has reached its series limit.',
      description: 'The metric {{ $labels.metric }} of %s has as many series as it may have. Further ones are added up in one series.'
                   % alert.application,
      dashboard: 'drop-in',
    }),
    alert.rule('AspNetCoreInstrumentationErrors', {
      value: query.sum(
        query.applicationLabels + ['instrumentation'],
        increase(query.of('aspnetcore_prometheus_instrumentation_errors_total'), errors.interval)
      ),
      comparison: '> %s' % errors.threshold,
      summary: 'The drop-in has contained faults of its own.',
      description: 'The drop-in in %s contained {{ $value | printf "%%.0f" }} faults of its own at {{ $labels.instrumentation }} in the past %s. Some metrics may be missing.'
                   % [alert.application, errors.interval],
      dashboard: 'drop-in',
    }),
  ]
