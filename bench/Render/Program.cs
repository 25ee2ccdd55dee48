// Where a page's time and bytes go, without a server:
//   dotnet run -c Release --project bench/Render -- --filter '*'
using AspNetCorePrometheus.Benchmarks;
using BenchmarkDotNet.Running;

BenchmarkSwitcher.FromTypes([typeof(PageBenchmark), typeof(ReservationBenchmark)]).Run(args);
