using System.Diagnostics;
using System.Text;
using AgenticAi.Agents.Wire;
using AgenticAi.Conversations;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Agents.Programs;

/// <summary>One run of a program: the task goes in on stdin, the answer comes out on stdout, and nothing of it is left behind.</summary>
internal sealed class ProgramRun
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>How long the pipes may stay open when everything that is known to hold them has ended.</summary>
    private static readonly TimeSpan PipesWithin = TimeSpan.FromSeconds(5);

    private readonly ProgramAgentOptions _options;
    private readonly AgentTask _task;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly IReadOnlyList<string> _secrets;
    private readonly ProgramLog _log;
    private readonly ProcessGroup _group;

    private ProgramRun(ProgramAgentOptions options, string path, AgentTask task, TimeProvider time, ILogger logger)
    {
        (_options, _task, _time, _logger) = (options, task, time, logger);
        Dictionary<string, string> variables = ProgramEnvironment.Of(options.Environment);
        _secrets = ProgramEnvironment.SecretsIn(variables);
        _log = new ProgramLog(logger, task.Id, _secrets);
        var start = new ProcessStartInfo
        {
            WorkingDirectory = options.Directory ?? "",
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = Utf8,
            StandardOutputEncoding = Utf8,
            StandardErrorEncoding = Utf8,
        };
        foreach (string argument in options.Arguments) start.ArgumentList.Add(argument);
        start.Environment.Clear();
        foreach ((string name, string value) in variables) start.Environment[name] = value;
        _group = ProcessGroup.Start(path, start);
    }

    /// <exception cref="AgentException">It failed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; nothing runs any more.</exception>
    /// <exception cref="System.ComponentModel.Win32Exception">It cannot be started.</exception>
    public static async Task<AgentAnswer> RunAsync(
        ProgramAgentOptions options, string path, AgentTask task, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        var run = new ProgramRun(options, path, task, time, logger);
        using (run._group) return await run.RunAsync(cancellationToken);
    }

    private async Task<AgentAnswer> RunAsync(CancellationToken cancellationToken)
    {
        Process process = _group.Process;
        Task asking = AskAsync(process);
        Task logging = _log.ReadAsync(process.StandardError);
        Task<byte[]?> reading = ReadAsync(process.StandardOutput.BaseStream);
        Task exit = process.WaitForExitAsync(CancellationToken.None);
        bool tooLong = false;
        try
        {
            // An answer that is too long ends it, as does the token; a closed stdout alone does not.
            Task first = await Task.WhenAny(exit, reading).WaitAsync(cancellationToken);
            tooLong = first == reading && await reading is null;
            if (!tooLong) await exit.WaitAsync(cancellationToken);
        }
        finally
        {
            await EndAsync(exit, graceful: !tooLong);
            await CloseAsync(process, Task.WhenAll(asking, logging, reading));
        }

        if (tooLong || (reading.IsCompletedSuccessfully && await reading is null))
            throw new AgentException($"The program's answer is longer than {AgentLimits.AnswerBytes} bytes.");
        if (process.ExitCode != 0) throw new AgentException($"The program ended with exit code {process.ExitCode}: {_log.Last}");
        if (!reading.IsCompletedSuccessfully)
            throw new AgentException("The program ended, but something that it started holds its output.");
        return ProgramOutput.Read(await reading ?? [], _secrets);
    }

    private async Task AskAsync(Process process)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(TaskJson.Write(_task));
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It does not want to read all of it, or has ended.
        }
    }

    /// <returns>All of it, or null when it is too long.</returns>
    private static async Task<byte[]?> ReadAsync(Stream output)
    {
        byte[] buffer = new byte[AgentLimits.AnswerBytes + 1];
        int length = await output.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false);
        return length > AgentLimits.AnswerBytes ? null : buffer[..length];
    }

    private async Task EndAsync(Task exit, bool graceful)
    {
        if (graceful && !exit.IsCompleted)
        {
            _group.AskToEnd();
            await exit.WaitAsync(_options.Grace, _time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _group.End();
        await exit;
    }

    private async Task CloseAsync(Process process, Task pipes)
    {
        try
        {
            await pipes.WaitAsync(PipesWithin, _time, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            // Somebody out of reach holds them.
            _logger.ProcessesLeft(_task.Id);
        }
        catch (IOException)
        {
            // A broken pipe has nothing more to say.
        }

        process.StandardOutput.Dispose();
        process.StandardError.Dispose();
    }
}
