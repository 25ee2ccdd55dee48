// Runs every check and says which failed. A check is a name and the list of what contradicts it.
local checks =
  (import 'dashboards.libsonnet') +
  (import 'metrics.libsonnet') +
  (import 'alerts.libsonnet') +
  (import 'configuration.libsonnet') +
  (import 'panels.libsonnet');
local failures = ['%s: %s' % [check.name, failure] for check in checks for failure in check.failures];
if failures == [] then '%d checks passed\n' % std.length(checks)
else error '%d of the checks found something:\n%s' % [
  std.length([check for check in checks if check.failures != []]),
  std.join('\n', failures),
]
