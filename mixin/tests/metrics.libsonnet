// Names and labels in expressions are those of docs/metrics.md, which is compared with the page by tests of its own.
local t = import 'mixin.libsonnet';
local names = import 'names.libsonnet';
local expressions = (import '../render/expressions.jsonnet')();

local cellsOf(line) = [std.stripChars(cell, ' ') for cell in std.split(line, '|')];
local words(cell) = [
  word
  for word in std.split(cell, '`')
  if word != '' && !t.has(word, ' ') && !t.has(word, ',')
];
local isFamily(line) = std.startsWith(line, '| `') && std.length(cellsOf(line)) > 6 && std.startsWith(cellsOf(line)[2], '`');
local documented = {
  [words(cellsOf(line)[2])[0]]: { type: cellsOf(line)[3], labels: words(cellsOf(line)[5]) }
  for line in std.split(importstr '../../docs/metrics.md', '\n')
  if isFamily(line)
};

// What no row of the document has: meters of drivers, whose names stand there in a sentence, the cache meter of
// .NET 11, and what Prometheus writes about a target.
local pool = ['db_client_connection_pool_name', 'db_system_name', 'server_address', 'server_port'];
local others = {
  db_client_connection_count: { type: 'up-down', labels: pool + ['db_client_connection_state'] },
  db_client_connection_max: { type: 'up-down', labels: pool },
  db_client_connection_pending_requests: { type: 'up-down', labels: pool },
  db_client_connection_timeouts_total: { type: 'counter', labels: pool },
  db_client_operation_failed_total: { type: 'counter', labels: pool },
  dotnet_cache_evictions_total: { type: 'counter', labels: [] },
  up: { type: 'gauge', labels: [] },
  scrape_duration_seconds: { type: 'gauge', labels: [] },
  scrape_samples_scraped: { type: 'gauge', labels: [] },
};
local families = documented + others;
local target = ['cluster', 'namespace', 'job', 'instance'];

local recorded = { [rule.record]: names.grouped(rule.expr) for rule in t.records };
local suffixed = {
  [family + suffix]: families[family].labels + if suffix == '_bucket' then ['le'] else []
  for family in std.objectFields(families)
  if families[family].type == 'histogram'
  for suffix in ['_bucket', '_sum', '_count']
};
local plain = { [family]: families[family].labels for family in std.objectFields(families) if families[family].type != 'histogram' };
local labelsOf = suffixed + plain + { [name]: recorded[name] for name in std.objectFields(recorded) };
local every = std.set(std.flattenArrays(std.objectValues(labelsOf)) + target + ['status_class']);
local where(expression) = '%s, %s' % [expression.place, expression.name];

[
  t.check('the document has families', if std.length(documented) > 80 then [] else ['only %d' % std.length(documented)]),
  t.check('expressions have series', [
    where(expression)
    for expression in expressions
    if names.series(expression.expr) == []
  ]),
  t.check('series are in docs/metrics.md or recorded', std.set([
    '%s: %s' % [where(expression), series.name]
    for expression in expressions
    for series in names.series(expression.expr)
    if !std.objectHas(labelsOf, series.name)
  ])),
  t.check('matchers have labels of their series', std.set([
    '%s: %s{%s}' % [where(expression), series.name, label]
    for expression in expressions
    for series in names.series(expression.expr)
    for label in series.labels
    if std.objectHas(labelsOf, series.name) && !std.member(labelsOf[series.name] + target, label)
  ])),
  t.check('groups have labels that exist', std.set([
    '%s: %s' % [where(expression), label]
    for expression in expressions
    for label in names.grouped(expression.expr)
    if !std.setMember(label, every)
  ])),
  t.check('recorded series are used', [
    rule.record
    for rule in t.records
    if [expression for expression in expressions if t.has(expression.expr, rule.record + '{')] == []
  ]),
  t.check('recorded series are named level:metric:operations', [
    rule.record
    for rule in t.records
    if std.length(std.split(rule.record, ':')) != 3
  ]),
]
