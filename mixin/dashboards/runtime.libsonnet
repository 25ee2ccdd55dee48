function(kit)
  local p = kit.panels, q = kit.query;
  local instance = '{{instance}}';
  local graph(title, description, unit, targets, width=8) = p.timeSeries(title, description, unit, [
    p.target(target[0], std.join(' ', [instance] + target[1:]))
    for target in targets
  ], width);
  kit.dashboard('runtime', 'Runtime', 'Process, garbage collection, thread pool, locks and exceptions.', kit.variables.common, [
    {
      title: 'Process',
      panels: [
        graph('CPU', 'Cores in use, and cores that there are.', 'short', [
          [q.rate(q.of('process_cpu_seconds_total')), 'used'],
          [q.of('dotnet_process_cpu_count'), 'there'],
        ]),
        graph('CPU by Mode', 'Cores in use by the application and, for it, by the system.', 'short', [
          [q.rate(q.of('dotnet_process_cpu_time_seconds_total')), '{{cpu_mode}}'],
        ]),
        graph('Memory', 'What the process holds, and what the garbage collector has committed.', 'bytes', [
          [q.of('process_resident_memory_bytes'), 'resident'],
          [q.of('dotnet_gc_last_collection_memory_committed_size_bytes'), 'committed'],
        ]),
        graph('Threads', 'Threads of the operating system, and of the thread pool.', 'short', [
          [q.of('process_threads'), 'process'],
          [q.of('dotnet_thread_pool_thread_count_total'), 'pool'],
        ]),
        graph('Open Files', 'Open file descriptors in relation to their limit (Linux).', 'percentunit', [
          ['%s / (%s > 0)' % [q.of('process_open_fds'), q.of('process_max_fds')]],
        ]),
        graph('Uptime', 'Time since the process has started.', 's', [['time() - %s' % q.of('process_start_time_seconds')]]),
      ],
    },
    {
      title: 'Garbage Collection',
      panels: [
        graph('GC Pause Share', 'Share of the time that the process stood still.', 'percentunit', [
          [q.recordedSeries('instance', 'dotnet_gc_pause', 'ratio_rate' + kit.config.alerts.AspNetCoreHighGcPause.interval)],
        ]),
        graph('Collections', 'Garbage collections per second by generation.', 'ops', [
          [q.rate(q.of('dotnet_gc_collections_total')), '{{gc_heap_generation}}'],
        ]),
        graph('Allocation', 'Bytes allocated per second.', 'Bps', [[q.rate(q.of('dotnet_gc_heap_total_allocated_bytes_total'))]]),
        graph('Heap by Generation', 'Size after the last collection.', 'bytes', [
          [q.of('dotnet_gc_last_collection_heap_size_bytes'), '{{gc_heap_generation}}'],
        ], 12),
        graph('Fragmentation by Generation', 'Unused bytes between objects after the last collection.', 'bytes', [
          [q.of('dotnet_gc_last_collection_heap_fragmentation_size_bytes'), '{{gc_heap_generation}}'],
        ], 12),
      ],
    },
    {
      title: 'Threads and Locks',
      panels: [
        graph('Thread Pool Queue', 'Work items that wait for a thread.', 'short', [[q.of('dotnet_thread_pool_queue_length_total')]]),
        graph('Thread Pool Work', 'Work items done per second.', 'ops', [[q.rate(q.of('dotnet_thread_pool_work_item_count_total'))]]),
        graph('Lock Contention', 'Times per second that a thread had to wait for a lock.', 'ops', [[q.rate(q.of('dotnet_monitor_lock_contentions_total'))]]),
      ],
    },
    {
      title: 'Exceptions, Code, Timers',
      panels: [
        p.timeSeries('Exceptions by Type', 'Exceptions thrown per second, caught ones included.', 'ops', [
          p.target(q.sum(['job', 'error_type'], q.rate(q.of('dotnet_exceptions_total'))), '{{job}} {{error_type}}'),
        ], 8),
        graph('Compilation', 'Share of the time that went into compiling methods.', 'percentunit', [[q.rate(q.of('dotnet_jit_compilation_time_seconds_total'))]]),
        graph('Timers and Assemblies', 'Timers that run, and assemblies that are loaded.', 'short', [
          [q.of('dotnet_timer_count'), 'timers'],
          [q.of('dotnet_assembly_count'), 'assemblies'],
        ]),
      ],
    },
  ])
