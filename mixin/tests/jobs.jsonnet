// Jobs that must exist: the alert's expression, with a selector that names the job, too, as a file of tests for promtool.
local absent(config) = [
  expression.expr
  for expression in (import '../render/expressions.jsonnet')(config=config)
  if expression.name == 'AspNetCoreTargetAbsent'
][0];
local info(labels) = 'aspnetcore_prometheus_build_info{version="0.1.0", runtime=".NET 10", framework="10.0", %s}' % labels;

local test(config, series, asked) = {
  interval: '1m',
  input_series: [{ series: key, values: series[key] } for key in std.objectFields(series)],
  promql_expr_test: [
    { expr: absent(config), eval_time: one[0], exp_samples: [{ labels: labels, value: 1 } for labels in one[1]] }
    for one in asked
  ],
};

local jobs = { jobs: ['shop', 'billing.eu'] };
local eu = 'cluster="eu", namespace="prod", job="shop", instance="a:80"';
local us = 'cluster="us", namespace="prod", job="shop", instance="b:80"';

{
  tests: [
    // Never seen: each has its name.
    test(jobs, { 'up{job="node", instance="n:9100"}': '1x40' }, [['30m', ['{job="shop"}', '{job="billing.eu"}']]]),

    // The selector matches the job as well, and the alert still has its name.
    test({ selector: 'job="shop"', jobs: ['shop'] }, { 'up{job="node", instance="n:9100"}': '1x40' }, [['30m', ['{job="shop"}']]]),

    // There, and then gone: one alert, which has the labels of what is remembered. After a day it has the name alone.
    test({ jobs: ['shop'] }, { ['up{%s}' % eu]: '1x20 stale', [info(eu)]: '1x20 stale' }, [
      ['10m', []],
      ['30m', ['{cluster="eu", namespace="prod", job="shop"}']],
      ['26h', ['{job="shop"}']],
    ]),

    // A target that does not answer is down, and not absent.
    test({ jobs: ['shop'] }, { ['up{%s}' % eu]: '0x40' }, [['30m', []]]),

    // Of two clusters one has lost the job: the one that is remembered, and only for a day.
    test({ jobs: ['shop'] }, {
      ['up{%s}' % eu]: '1x20 stale',
      [info(eu)]: '1x20 stale',
      ['up{%s}' % us]: '1x1600',
      [info(us)]: '1x1600',
    }, [['30m', ['{cluster="eu", namespace="prod", job="shop"}']], ['26h', []]]),
  ],
}
