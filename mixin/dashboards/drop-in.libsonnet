function(kit)
  local p = kit.panels, q = kit.query;
  local own(name) = q.of('aspnetcore_prometheus_' + name);
  // What Prometheus itself writes about a target, where the target is an application with the drop-in.
  local scraped(name) = '%s and on (%s) %s' % [q.series(name), std.join(', ', q.instanceLabels), own('build_info')];
  local graph(title, description, unit, targets, width=8) =
    p.timeSeries(title, description, unit, [p.target(target[0], std.join(' ', ['{{instance}}'] + target[1:])) for target in targets], width);
  kit.dashboard('drop-in', 'Drop-in', 'The health of the drop-in itself: what it reads, what it costs, what it could not do.', kit.variables.common, [
    {
      title: 'Summary',
      panels: [
        p.stat('Instances', 'Instances that show the drop-in.', 'short', [p.target(q.count([], own('build_info')))], 6),
        p.stat('Series', 'Samples on all pages together.', 'short', [p.target(q.sum([], own('series')))], 6),
        p.stat('Faults [1h]', 'Faults of the drop-in that it contained in an hour.', 'short', [
          p.target(q.sum([], q.grown(own('instrumentation_errors_total'), '1h'))),
        ], 6, steps=[[null, 'green'], [1, 'red']]),
        p.stat('Metrics at Their Limit', 'Metrics that have as many series as they may have.', 'short', [
          p.target(q.orZero([], q.count([], own('series_overflow') + ' > 0'))),
        ], 6, steps=[[null, 'green'], [1, 'red']]),
      ],
    },
    {
      title: 'Scrapes',
      panels: [
        graph('Collecting and Writing', 'Time to collect and write a page.', 's', [[own('scrape_duration_seconds')]]),
        graph('Page Size', 'Size of a page.', 'bytes', [[own('scrape_size_bytes')]]),
        graph('Series by Instance', 'Samples on a page.', 'short', [[own('series')]]),
        graph('Scrape Duration', 'Time of a scrape as Prometheus saw it.', 's', [[scraped('scrape_duration_seconds')]], 12),
        graph('Samples Scraped', 'Samples of a scrape as Prometheus saw them.', 'short', [[scraped('scrape_samples_scraped')]], 12),
      ],
    },
    {
      title: 'Instrumentations',
      panels: [
        p.timeSeries('Faults', 'Faults per second that the drop-in contained, by where it did.', 'ops', [
          p.target(q.sum(['instance', 'instrumentation'], q.rate(own('instrumentation_errors_total'))), '{{instance}} {{instrumentation}}'),
        ], 12),
        p.table('Instrumentations',
                'Instances on which each instrumentation is on.',
                'short',
                [['job', 'Job'], ['instrumentation', 'Instrumentation']],
                [
                  ['On', q.sum(['job', 'instrumentation'], own('instrumentation_active'))],
                ]),
        p.table('Versions',
                'Instances by version of the drop-in, the runtime and the framework.',
                'short',
                [['job', 'Job'], ['version', 'Drop-in'], ['runtime', 'Runtime'], ['framework', 'Framework']],
                [
                  ['Instances', q.count(['job', 'version', 'runtime', 'framework'], own('build_info'))],
                ]),
        p.table('Series Limits',
                'Metrics that have as many series as they may have.',
                'short',
                [['job', 'Job'], ['instance', 'Instance'], ['metric', 'Metric']],
                [
                  ['At the limit', q.max(['job', 'instance', 'metric'], own('series_overflow'))],
                ]),
      ],
    },
  ])
