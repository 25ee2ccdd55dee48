// A target is known as an application with the drop-in by what it showed within the interval. A job that never
// answered cannot be known: the configuration's `jobs` names those that must exist. What is pushed over OTLP has no
// target, but series.
function(config, query, alert, increase)
  local shown = query.of('aspnetcore_prometheus_build_info');
  local seen(window) = query.over('last_over_time', shown, window);
  local expected = std.join('|', [query.literal(job) for job in config.jobs]);
  local down = alert.settings('AspNetCoreTargetDown');
  local absent = alert.settings('AspNetCoreTargetAbsent');
  local ranges = std.objectFields(config.rangeProcesses);
  local notOfRanges = if ranges == [] then '' else 'job!~"%s"' % query.escape(std.join('|', [query.literal(job) for job in ranges]));
  [
    alert.rule('AspNetCoreTargetDown', {
      value: query.max(query.instanceLabels, query.series('up', notOfRanges)),
      comparison: '== 0',
      provided: if config.jobs == [] then query.max(query.instanceLabels, seen(down.interval)) else '(%s or %s)' % [
        query.max(query.instanceLabels, seen(down.interval)),
        query.max(query.instanceLabels, query.series('up', 'job=~"%s"' % query.escape(expected))),
      ],
      summary: 'An application cannot be scraped.',
      description: 'Prometheus has had no page from {{ $labels.instance }} of %s.' % alert.application,
      dashboard: 'overview',
      variables: ['instance'],
    }),
  ] + [
    // Which port of a range a process takes is not known before, and those that are left over do not answer.
    alert.rule('AspNetCoreTargetDown', {
      value: query.sum(query.applicationLabels, query.series('up', 'job="%s"' % query.escape(job))),
      comparison: '< %d' % config.rangeProcesses[job],
      summary: 'A process of an application cannot be scraped.',
      description: 'Prometheus has pages from {{ $value }} processes of %s, which should be %d.' % [alert.application, config.rangeProcesses[job]],
      dashboard: 'overview',
    })
    for job in ranges
  ] + [
    alert.rule('AspNetCoreTargetAbsent', {
      value: query.max(query.applicationLabels, seen(absent.interval)),
      comparison: std.join('\n', [
        'unless ' + query.max(query.applicationLabels, series)
        for series in [query.series('up'), shown]
      ] + [
        // absent() has no job where the selector matches it, too. A job that is remembered has an alert with its own labels.
        local matcher = 'job="%s"' % query.escape(job);
        'or label_replace(absent(%s) and absent(%s), "job", "%s", "", "")\nunless on (job) %s' % [
          query.series('up', matcher),
          query.of('aspnetcore_prometheus_build_info', matcher),
          query.escape(job),
          query.over('last_over_time', query.of('aspnetcore_prometheus_build_info', matcher), absent.interval),
        ]
        for job in config.jobs
      ]),
      summary: 'An application is gone.',
      description: 'Prometheus knows no target of %s any more and has no series of it.' % alert.application,
      dashboard: 'overview',
    }),
  ]
