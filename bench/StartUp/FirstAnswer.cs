namespace AspNetCorePrometheus.Bench.StartUp;

/// <summary>What it took until an application answered for the first time.</summary>
internal readonly record struct FirstAnswer(TimeSpan Elapsed, TimeSpan Processor);
