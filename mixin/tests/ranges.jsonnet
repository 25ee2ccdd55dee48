// Jobs whose targets are the ports of a range: the expressions of the alert on targets that are down, as a file of tests for promtool.
local down = [
  expression.expr
  for expression in (import '../render/expressions.jsonnet')(config={ rangeProcesses: { shop: 2 } })
  if expression.name == 'AspNetCoreTargetDown'
];
local seen(job, port, values) = [
  { series: 'up{job="%s", instance="a:%d"}' % [job, port], values: values },
  { series: 'aspnetcore_prometheus_build_info{version="0.1.0", runtime=".NET 10", framework="10.0", job="%s", instance="a:%d"}' % [job, port], values: '1x10' },
];

local test(series, asked) = {
  interval: '1m',
  input_series: series,
  promql_expr_test: [
    { expr: down[i], eval_time: time, exp_samples: asked[time][i] }
    for time in std.objectFields(asked)
    for i in std.range(0, 1)
  ],
};
local none = [[], []];

{
  tests: [
    // Two processes start before the old ones have ended, and take the next ports. Those that are left over are nothing.
    test(
      seen('shop', 9464, '1x10 0x60') + seen('shop', 9465, '1x10 0x60') + seen('shop', 9466, '0x8 1x60') + seen('shop', 9467, '0x9 1x60'),
      { '5m': none, '10m': none, '30m': none, '60m': none }
    ),

    // One of them ends, and then the other one. Other jobs are looked at by their instances.
    test(
      seen('shop', 9464, '1x10 0x60') + seen('shop', 9465, '1x40 0x30') + seen('shop', 9466, '0x70')
      + seen('till', 9464, '1x20 0x50') + seen('till', 9465, '1x70'),
      {
        '5m': none,
        '15m': [[], [{ labels: '{job="shop"}', value: 1 }]],
        '45m': [[{ labels: '{job="till", instance="a:9464"}', value: 0 }], [{ labels: '{job="shop"}', value: 0 }]],
      }
    ),
  ],
}
