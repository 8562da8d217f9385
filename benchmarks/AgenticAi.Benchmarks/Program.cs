using AgenticAi.Benchmarks;
using BenchmarkDotNet.Running;

// dotnet run -c Release --project benchmarks/AgenticAi.Benchmarks -- --filter '*Codec*'
BenchmarkSwitcher.FromAssembly(typeof(FrameConfig).Assembly).Run(args, new FrameConfig());
