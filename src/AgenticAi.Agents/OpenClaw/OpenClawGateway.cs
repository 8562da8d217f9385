using System.Collections.Concurrent;
using System.Text.Json;
using AgenticAi.Agents.Wire;
using AgenticAi.Conversations;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Agents.OpenClaw;

/// <summary>
/// Asks the agent of an OpenClaw installation through its gateway: one connection for all calls, a session for each caller
/// (<see cref="AgentTask.SessionKey"/>). docs/protocols/openclaw.md tells the protocol.
/// </summary>
public sealed class OpenClawGateway : ICheckedAgentGateway, IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ClawRun> _runs = new(StringComparer.Ordinal);
    private readonly SessionTurns _turns = new();
    private readonly OpenClawOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ClawConnection _connection;
    private readonly ClawFollower _follower;

    public OpenClawGateway(OpenClawOptions options, TimeProvider time, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(logger);
        (_options, _time, _logger) = (options, time, logger);
        _connection = new ClawConnection(options, OnEvent, time, logger);
        _follower = new ClawFollower(options, time);
    }

    public string Name => "openclaw";

    public async Task<AgentAnswer> RunAsync(AgentTask task, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(task);
        using IDisposable turn = await _turns.EnterAsync(task.SessionKey, cancellationToken);
        var run = new ClawRun(task);
        if (!_runs.TryAdd(run.Id, run)) throw new AgentException($"Task {run.Id} is running already; it is not asked twice.");
        try
        {
            return await AskAsync(run, cancellationToken);
        }
        catch (OperationCanceledException) when (run.IsSent)
        {
            await AbortAsync(run);
            throw;
        }
        finally
        {
            _runs.TryRemove(run.Id, out _);
            run.Leave();
        }
    }

    public async Task<AgentCheck> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using ClawLink link = await ClawLink.OpenAsync(_options, (_, _) => { }, _time, _logger, cancellationToken);
            return new AgentCheck(
                true, $"{Reason.Address(_options.Url)} took the token; OpenClaw {link.Hello.Server}, protocol {link.Hello.Protocol}");
        }
        catch (ClawException error)
        {
            return new AgentCheck(false, error.Message);
        }
    }

    /// <summary>Ends the connection. Tasks under way fail.</summary>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task<AgentAnswer> AskAsync(ClawRun run, CancellationToken cancellationToken)
    {
        ClawLink link = await FirstLinkAsync(cancellationToken);
        long sentAt = _time.GetTimestamp();
        if (await SendAsync(link, run, cancellationToken))
        {
            await Task.WhenAny(run.Outcome, link.Ended).WaitAsync(cancellationToken);
            if (run.Outcome.IsCompleted) return await run.Outcome;
        }

        while (true)
        {
            link = await NextLinkAsync(cancellationToken);
            _logger.RunFollowed(run.Id);
            if (await _follower.FollowAsync(link, run, sentAt, cancellationToken) is { } answer) return answer;
        }
    }

    /// <returns>Whether the gateway has begun it; otherwise its state is to be found out.</returns>
    private static async Task<bool> SendAsync(ClawLink link, ClawRun run, CancellationToken cancellationToken)
    {
        string message = ClawMessage.Of(run.Task);
        run.IsSent = true;
        try
        {
            JsonElement taken = await link.RequestAsync(
                "chat.send", writer => ClawRequests.Send(writer, run.Task.SessionKey, run.Id, message), cancellationToken);
            return taken.Text("status") == "started";
        }
        catch (ClawException error) when (error.Failure == ClawFailure.Lost)
        {
            return false;
        }
        catch (ClawException error)
        {
            throw new AgentException($"The OpenClaw gateway refused the task: {error.Message}", error);
        }
    }

    private async Task<ClawLink> FirstLinkAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _connection.LinkAsync(cancellationToken).WaitAsync(_options.ConnectWithin, _time, CancellationToken.None);
        }
        catch (ClawException error)
        {
            throw new AgentException($"The OpenClaw gateway refused us, nothing was asked: {error.Message}", error);
        }
        catch (TimeoutException)
        {
            throw new AgentException($"The OpenClaw gateway cannot be reached, nothing was asked: {_connection.LastFailure}");
        }
    }

    private async Task<ClawLink> NextLinkAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _connection.LinkAsync(cancellationToken);
        }
        catch (ClawException error)
        {
            throw ClawFollower.Unknown(error.Message);
        }
    }

    /// <summary>Ends the run at the gateway as well, if that is possible in time.</summary>
    private async Task AbortAsync(ClawRun run)
    {
        using var limit = new CancellationTokenSource(AgentLimits.CancelWithin, _time);
        try
        {
            ClawLink link = await _connection.LinkAsync(limit.Token);
            await link.RequestAsync("chat.abort", writer => ClawRequests.Abort(writer, run.Task.SessionKey, run.Id), limit.Token);
        }
        catch (Exception error) when (error is ClawException or OperationCanceledException)
        {
            _logger.NotCancelled(run.Id, error.Message);
        }
    }

    /// <summary>
    /// Everybody's events come over the one connection; those of runs that nobody waits for any more, an aborted one's for instance, are
    /// not ours.
    /// </summary>
    private void OnEvent(string name, JsonElement payload)
    {
        if (name == "chat" && payload.Text("runId") is { } runId && _runs.TryGetValue(runId, out ClawRun? run)) run.Take(payload);
    }
}
