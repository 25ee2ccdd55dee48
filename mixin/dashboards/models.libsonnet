function(kit)
  local p = kit.panels, q = kit.query;
  local changes(more) = q.of('efcore_entity_changes_total', std.join(', ', [q.matches('efcore_context', 'context'), q.matches('efcore_entity', 'entity')] + more));
  local operations = [
    { value: 'insert', title: 'Inserts', done: 'inserted' },
    { value: 'update', title: 'Updates', done: 'updated' },
    { value: 'delete', title: 'Deletes', done: 'deleted' },
  ];
  local of(operation) = changes(['efcore_operation="%s"' % operation.value]);
  local variables = kit.variables.common + [
    kit.variables.of('context', 'efcore_context', 'Context', 'efcore_entity_changes_total'),
    kit.variables.of('entity', 'efcore_entity', 'Entity', 'efcore_entity_changes_total', q.matches('efcore_context', 'context')),
  ];
  kit.dashboard('models', 'Models', 'Entities that were inserted, updated and deleted, counted when the save (or its transaction) has succeeded.', variables, [
    {
      title: 'Summary',
      panels: [
        p.pie('Inserts, Updates, Deletes [1h]', 'Changes per second in an hour.', 'ops', [
          p.instant(q.sum(['efcore_operation'], q.rate(changes([]), '1h')), '{{efcore_operation}}'),
        ], 6),
      ] + [
        p.pie('%s by Entity [1h]' % operation.title, 'Entities %s per second in an hour, of the twenty with most of it.' % operation.done, 'ops', [
          p.instant(q.top(20, q.sum(['efcore_entity'], q.rate(of(operation), '1h'))), '{{efcore_entity}}'),
        ], 6)
        for operation in operations
      ],
    },
    {
      title: 'Timelines',
      panels: [
        p.timeSeries('%s by Entity' % operation.title, 'Entities %s per second.' % operation.done, 'ops', [
          p.target(q.sum(['job', 'efcore_entity'], q.rate(of(operation))), '{{job}} {{efcore_entity}}'),
        ], 24, 6)
        for operation in operations
      ],
    },
    {
      title: 'Weekly Breakdown',
      panels: [
        p.table('Top Entities by %s (1w)' % operation.title,
                'The ten entities that were %s most often in a week.' % operation.done,
                'short',
                [['job', 'Job'], ['efcore_entity', 'Entity']],
                [
                  [operation.title, q.week(['job', 'efcore_entity'], q.grown(of(operation), '1w'))],
                ],
                8)
        for operation in operations
      ],
    },
  ])
