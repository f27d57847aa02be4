// Measures the standards engine in memory: one decision of each kind of file, and a million standings.
// Ends with status 1 where a target of bench/ENGINE.md is missed.

using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;
using PeerCert.Bench.Engine;

var config = ManualConfig.CreateEmpty()
    .AddColumnProvider(BenchmarkDotNet.Columns.DefaultColumnProviders.Instance)
    .AddLogger(ConsoleLogger.Default)
    .AddDiagnoser(MemoryDiagnoser.Default)
    .AddJob(Job.ShortRun.WithIterationCount(10).WithToolchain(InProcessNoEmitToolchain.Instance))
    .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "peercert-bench"));

var missed = 0;
foreach (var report in BenchmarkRunner.Run<EngineBench>(config).Reports)
{
    var (most, bytes) = EngineBench.Targets[report.BenchmarkCase.Descriptor.WorkloadMethod.Name];
    var median = TimeSpan.FromMicroseconds(report.ResultStatistics!.Median / 1_000);
    var allocated = report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0;
    var kept = median <= most && allocated <= bytes;
    missed += kept ? 0 : 1;
    Console.WriteLine(
        $"{report.BenchmarkCase.Descriptor.WorkloadMethod.Name}: {median.TotalMicroseconds:N1} µs (at most {most.TotalMicroseconds:N0}), {allocated:N0} bytes (at most {bytes:N0}): {(kept ? "kept" : "MISSED")}");
}

return missed == 0 ? 0 : 1;
