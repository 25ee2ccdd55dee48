// The kinds of panels, as Grafana 11 and 12 read them. A panel's place and number are given by lib/dashboard.libsonnet;
// `w` and `h` are its size on a grid of 24 columns.
//
// Legends and tables name the cluster where there are several, and with a job its namespace.
function(config) {
  local datasource = { type: 'prometheus', uid: '${datasource}' },

  local template(label) = '{{' + label + '}}',
  local fleetLegend(legend) = std.join(' ', [
    part
    for part in [
      if config.showMultiCluster then template(config.clusterLabel) else '',
      std.strReplace(legend, template('job'), template(config.namespaceLabel) + ' ' + template('job')),
    ]
    if part != ''
  ]),
  local fleetColumns(columns) =
    (if config.showMultiCluster then [[config.clusterLabel, 'Cluster']] else [])
    + (if std.length([column for column in columns if column[0] == 'job']) > 0 then [[config.namespaceLabel, 'Namespace']] else [])
    + columns,

  // One question. `legend` is a template over its labels.
  target(expr, legend='', options={}):: {
    datasource: datasource,
    editorMode: 'code',
    expr: expr,
    legendFormat: if fleetLegend(legend) == '' then '__auto' else fleetLegend(legend),
    range: true,
  } + options,

  // A question whose one answer counts, at the end of the time that is shown.
  instant(expr, legend='', options={}):: self.target(expr, legend, { instant: true, range: false } + options),

  // One question for each of several quantiles of a latency or a size, with exemplars: points that lead to a trace.
  quantiles(query, quantiles, labels, buckets, legend='', offset=''):: [
    self.target(
      query.quantile(quantile, labels, query.rate(buckets, offset=offset)),
      std.join(' ', [part for part in ['p%g' % (std.parseJson(quantile) * 100), legend] if part != '']),
      { exemplar: true }
    )
    for quantile in quantiles
  ],

  local panel(type, title, description, unit, targets, width, height, defaults={}) = {
    type: type,
    title: title,
    description: description,
    datasource: datasource,
    w:: width,
    h:: height,
    targets: [
      targets[index] { refId: std.char(std.codepoint('A') + index) }
      for index in std.range(0, std.length(targets) - 1)
    ],
    fieldConfig: { defaults: { unit: unit } + defaults, overrides: [] },
  },

  timeSeries(title, description, unit, targets, width=12, height=7, options={}):: panel(
    'timeseries', title, description, unit, targets, width, height, {
                                                                      min: 0,
                                                                      custom: {
                                                                        drawStyle: 'line',
                                                                        lineWidth: 1,
                                                                        fillOpacity: std.get(options, 'fill', 10),
                                                                        showPoints: 'never',
                                                                        spanNulls: false,
                                                                        stacking: { mode: std.get(options, 'stacking', 'none') },
                                                                      },
                                                                    }
                                                                    + (if std.objectHas(options, 'max') then { max: options.max } else {})
  ) {
    options: {
      legend: { calcs: ['mean', 'max', 'lastNotNull'], displayMode: 'table', placement: 'bottom', showLegend: true },
      tooltip: { mode: 'multi', sort: 'desc' },
    },
  },

  // `steps` are pairs of a value and the colour from it on; the first value is null.
  stat(title, description, unit, targets, width=4, height=4, steps=[[null, 'green']])::
    panel('stat', title, description, unit, targets, width, height, {
      color: { mode: 'thresholds' },
      thresholds: { mode: 'absolute', steps: [{ value: step[0], color: step[1] } for step in steps] },
    }) {
      options: {
        colorMode: 'value',
        graphMode: 'area',
        justifyMode: 'auto',
        orientation: 'auto',
        reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
        textMode: 'auto',
      },
    },

  pie(title, description, unit, targets, width=8, height=7):: panel('piechart', title, description, unit, targets, width, height) {
    options: {
      displayLabels: ['percent'],
      legend: { displayMode: 'table', placement: 'right', showLegend: true, values: ['value', 'percent'] },
      pieType: 'donut',
      reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
      tooltip: { mode: 'multi', sort: 'desc' },
    },
  },

  // Classic buckets as colours over time.
  heatmap(title, description, unit, buckets, width=24, height=8)::
    panel('heatmap', title, description, unit, [self.target(buckets, '{{le}}', { format: 'heatmap', exemplar: true })], width, height) {
      options: {
        calculate: false,
        cellGap: 1,
        color: { mode: 'scheme', scheme: 'Oranges', exponent: 0.5, fill: 'dark-orange', scale: 'exponential', steps: 64 },
        exemplars: { color: 'rgba(50,115,255,0.9)' },
        filterValues: { le: 1e-9 },
        legend: { show: true },
        rowsFrame: { layout: 'auto' },
        tooltip: { mode: 'single', yHistogram: true },
        yAxis: { axisPlacement: 'left', reverse: false, unit: unit },
      },
    },

  // `own` columns are pairs of a label and its heading, `values` pairs of a heading and an expression; `link` leads from the
  // values of one column to another dashboard.
  table(title, description, unit, own, values, width=12, height=8, link=null):: panel(
    'table',
    title,
    description,
    unit,
    [self.instant(value[1], '', { format: 'table' }) for value in values],
    width,
    height
  ) {
    local columns = fleetColumns(own),
    local valueName(index) =
      if std.length(values) == 1 then 'Value' else 'Value #' + std.char(std.codepoint('A') + index),
    fieldConfig+: {
      overrides: [
        { matcher: { id: 'byName', options: column[1] }, properties: [{ id: 'unit', value: 'string' }] }
        for column in columns
      ] + if link == null then [] else [
        { matcher: { id: 'byName', options: link.column }, properties: [{ id: 'links', value: [{ title: link.title, url: link.url }] }] },
      ],
    },
    local shown = [column[0] for column in columns] + [valueName(index) for index in std.range(0, std.length(values) - 1)],
    options: {
      cellHeight: 'sm',
      footer: { show: false },
      showHeader: true,
      sortBy: [{ desc: true, displayName: values[std.length(values) - 1][0] }],
    },
    transformations: [
      { id: 'merge', options: {} },
      {
        id: 'organize',
        options: {
          excludeByName: { Time: true },
          indexByName: { [shown[index]]: index for index in std.range(0, std.length(shown) - 1) },
          renameByName: { [column[0]]: column[1] for column in columns } + {
            [valueName(index)]: values[index][0]
            for index in std.range(0, std.length(values) - 1)
          },
        },
      },
    ],
  },
}
