// Every expression as a rule, so that promtool parses it. JSON is YAML, and made much sooner.
function(config={})
  local expressions = (import 'expressions.jsonnet')(config=config);
  local all = [expression.expr for expression in expressions] +
              [expression.value for expression in expressions if expression.source == 'alert'];
  {
    groups: [{
      name: 'expressions',
      rules: [{ record: 'expression:%d' % index, expr: all[index] } for index in std.range(0, std.length(all) - 1)],
    }],
  }
