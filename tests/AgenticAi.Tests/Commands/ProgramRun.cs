using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using AgenticAi.Testing;

namespace AgenticAi.Tests.Commands;

/// <summary>The program in a process of its own, in a folder of its own, with only the environment a test gives it.</summary>
internal sealed partial class ProgramRun : IDisposable
{
    private const int SigTerm = 15;

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ConcurrentQueue<(string Text, TaskCompletionSource<string> Seen)> _waiting = new();

    public ProgramRun(string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "agenticai.dll"), .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment) start.Environment[name] = value;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => Take(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Everything it has printed so far, on both streams.</summary>
    public string Output => string.Join('\n', _lines);

    /// <summary>Runs it to its end.</summary>
    public static async Task<(int ExitCode, string Output)> ToEndAsync(
        string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var run = new ProgramRun(folder, environment, arguments);
        return (await run.EndAsync(), run.Output);
    }

    /// <summary>The first line that holds the text, now or later.</summary>
    public async Task<string> LineAsync(string text)
    {
        var seen = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Enqueue((text, seen));
        if (_lines.FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal)) is { } line) seen.TrySetResult(line);
        return await seen.Task.Within();
    }

    public void Terminate() => Kill(_process.Id, SigTerm).ShouldBe(0);

    /// <summary>SIGKILL: it gets no chance to do anything more.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).Within();
    }

    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).Within();
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);

    private void Take(string? line)
    {
        if (line is null) return;
        _lines.Enqueue(line);
        foreach ((string text, TaskCompletionSource<string> seen) in _waiting)
            if (line.Contains(text, StringComparison.Ordinal)) seen.TrySetResult(line);
    }
}
