using System.Text.Json;
using AgenticAi.Agents.Wire;
using AgenticAi.Conversations;

namespace AgenticAi.Agents.OpenClaw;

/// <summary>
/// Finds out what became of a run when the connection on which it was asked for is gone. It goes on at the gateway without us, and it is
/// never asked for a second time: only where it is, and what its answer was.
/// </summary>
internal sealed class ClawFollower(OpenClawOptions options, TimeProvider time)
{
    // A task is one message of the caller and a few of the agent, and no other task of the session began after it.
    private const int HistoryMessages = 50;

    /// <summary>
    /// How long the gateway may wait for a run, after a lost connection, before it is asked anew: whether it is still there
    /// shows within that time and the one for a response.
    /// </summary>
    private static readonly TimeSpan FollowFor = TimeSpan.FromSeconds(20);

    /// <param name="link">A new connection.</param>
    /// <param name="run">The run; its events come over the new connection too.</param>
    /// <param name="sentAt">When it was asked for, as a timestamp of the clock.</param>
    /// <param name="cancellationToken">Nobody wants it any more.</param>
    /// <returns>The answer, or null when this connection was lost as well.</returns>
    /// <exception cref="AgentException">It failed, or nobody can know.</exception>
    public async Task<AgentAnswer?> FollowAsync(ClawLink link, ClawRun run, long sentAt, CancellationToken cancellationToken)
    {
        if (link.Hello.Uptime is { } uptime && uptime < time.GetElapsedTime(sentAt)) throw Unknown("the gateway was restarted meanwhile");
        // First without waiting, only to see whether the gateway knows it.
        for (TimeSpan wait = TimeSpan.Zero; ; wait = FollowFor)
        {
            JsonElement state;
            try
            {
                if (await WaitAsync(link, run, wait, cancellationToken) is not { } answered) return await run.Outcome;
                state = answered;
            }
            catch (ClawException error) when (error.Failure == ClawFailure.Lost)
            {
                return null;
            }
            catch (ClawException error)
            {
                throw Unknown(error.Message);
            }

            switch (state.Text("status"))
            {
                case "ok":
                    return await AnswerAsync(link, run, cancellationToken);
                case "error":
                    throw new AgentException("The agent failed: " + Reason.Of(state.Text("error") ?? "", options.Token));
                case "timeout" when state.Number("endedAt") is not null:
                    throw new AgentException("The OpenClaw gateway ended the run: it took too long or was aborted there.");
                case "timeout" when state.Text("timeoutPhase") == "queue" && state.Get("providerStarted").ValueKind == JsonValueKind.False:
                    throw Unknown("the gateway does not know the task");
            }
        }
    }

    /// <summary>Waits for the run's own events and for the gateway's word that it is over, whichever comes first.</summary>
    /// <returns>The gateway's word; null when an event was first.</returns>
    private static async Task<JsonElement?> WaitAsync(ClawLink link, ClawRun run, TimeSpan wait, CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<JsonElement> asking = link.RequestAsync(
            "agent.wait", writer => ClawRequests.Wait(writer, run.Id, wait), enough.Token, wait + ClawLink.RespondWithin);
        if (await Task.WhenAny(run.Outcome, asking) == asking) return await asking;
        await enough.CancelAsync();
        await Task.WhenAny(asking);
        _ = asking.Exception;
        return null;
    }

    /// <summary>The run is over, and the event that told its answer may have come while nobody listened.</summary>
    private static async Task<AgentAnswer?> AnswerAsync(ClawLink link, ClawRun run, CancellationToken cancellationToken)
    {
        try
        {
            JsonElement history = await link.RequestAsync(
                "chat.history", writer => ClawRequests.History(writer, run.Task.SessionKey, HistoryMessages), cancellationToken);
            if (run.Outcome.IsCompleted) return await run.Outcome;
            return ClawMessage.AnswerIn(history, run.Id) is { } text
                ? new AgentAnswer(text)
                : throw new AgentException("It was done, but the agent's answer was lost with the connection.");
        }
        catch (ClawException error) when (error.Failure == ClawFailure.Lost)
        {
            return null;
        }
        catch (ClawException error)
        {
            throw new AgentException("It was done, but the agent's answer was lost with the connection: " + error.Message, error);
        }
    }

    public static AgentException Unknown(string why) =>
        new($"The connection to the OpenClaw gateway was lost, and it is not known whether it was done: {why}.");
}
