using AgenticAi.Calls.Telemetry;
using AgenticAi.Conversations;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Calls.Agents;

/// <summary>Has the commands of one call run by the agent, each with its time limit, and reports what becomes of them.</summary>
internal sealed class JobDesk(
    IAgentGateway? gateway, WorkOptions options, Func<RunCommand, AgentTask> taskOf, Action<ConversationCommand> tell,
    Action<bool> onWork, TimeProvider time, CallMetrics metrics, ILogger logger)
    : IAsyncDisposable
{
    /// <summary>How long a gateway may take to stop after it was told to; longer, and it is left alone.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (Task Run, CancellationTokenSource Stop)> _running = [];
    private bool _isStopped;

    /// <summary>Returns at once; the outcome is told later.</summary>
    /// <exception cref="ObjectDisposedException">The call is over.</exception>
    public void Run(RunCommand command)
    {
        bool isFirst;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isStopped, this);
            isFirst = _running.Count == 0;
            var stop = new CancellationTokenSource();
            _running.Add(command.CommandId, (RunAsync(command, stop), stop));
        }

        if (isFirst) onWork(true);
    }

    /// <summary>Stops the agent if it is at this command. Its outcome is known already.</summary>
    public void Stop(string commandId)
    {
        CancellationTokenSource? stop;
        lock (_gate) stop = _running.TryGetValue(commandId, out var job) ? job.Stop : null;
        stop?.Cancel();
    }

    /// <summary>Stops everything and waits for its end. Never throws.</summary>
    public async ValueTask DisposeAsync()
    {
        (Task Run, CancellationTokenSource Stop)[] running;
        lock (_gate)
        {
            _isStopped = true;
            running = [.. _running.Values];
        }

        foreach (var job in running) await job.Stop.CancelAsync();
        await Task.WhenAll(running.Select(job => job.Run));
    }

    private async Task RunAsync(RunCommand command, CancellationTokenSource stop)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        long begun = time.GetTimestamp();
        metrics.JobsRunning.Add(1);
        CommandOutcome outcome = await OutcomeAsync(command, stop);
        metrics.JobsRunning.Add(-1);
        metrics.JobEnded(outcome, time.GetElapsedTime(begun));
        bool isLast;
        lock (_gate)
        {
            _running.Remove(command.CommandId);
            isLast = _running.Count == 0;
        }

        stop.Dispose();
        tell(new ReportCommand(command.CommandId, outcome));
        if (isLast) onWork(false);
    }

    private async Task<CommandOutcome> OutcomeAsync(RunCommand command, CancellationTokenSource stop)
    {
        if (gateway is null) return new CommandOutcome.Failed("no agent is configured");
        long begun = time.GetTimestamp();
        await using ITimer slow = time.CreateTimer(
            _ => tell(new ReportSlow(command.CommandId)), null, options.WorkingAfter, Timeout.InfiniteTimeSpan);
        using var limit = new CancellationTokenSource(options.AgentLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop.Token);
        using var patience = new CancellationTokenSource(options.AgentLimit + Grace, time);
        await using CancellationTokenRegistration soon = either.Token.Register(() => patience.CancelAfter(Grace));
        try
        {
            AgentAnswer answer = await gateway.RunAsync(taskOf(command), either.Token).WaitAsync(patience.Token);
            return new CommandOutcome.Completed(answer.Text);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return new CommandOutcome.TimedOut((long)time.GetElapsedTime(begun).TotalMilliseconds);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return new CommandOutcome.Failed("the server stopped it, and nobody knows how far it was");
        }
        catch (AgentException error)
        {
            logger.AgentFailed(gateway.Name, error.Message);
            return new CommandOutcome.Failed(error.Message);
        }
        catch (Exception error)
        {
            logger.GatewayFailed(error, gateway.Name);
            return new CommandOutcome.Failed($"the gateway {gateway.Name} failed: {error.GetType().Name}");
        }
    }
}
