using System.Collections.Concurrent;
using AgenticAi.Agents.Wire;
using AgenticAi.Conversations;

namespace AgenticAi.Agents.Http;

/// <summary>
/// The answers that agents send later. A task is waited for from before it is sent until its answer came or nobody wants it any more;
/// each answer is taken once, so that one sent again finds nobody.
/// </summary>
public sealed class AgentCallbacks
{
    /// <summary>Where they arrive, below the address of this server; the id of the task stands at the end.</summary>
    public const string Path = "/agents/callback/";

    /// <summary>The largest body that need be read, in bytes.</summary>
    public const int MaxBodyBytes = AgentLimits.AnswerBytes;

    private readonly ConcurrentDictionary<string, TaskCompletionSource<AgentAnswer>> _waiting = new(StringComparer.Ordinal);
    private readonly string _secret;
    private readonly TimeProvider _time;

    internal AgentCallbacks(string secret, TimeProvider time) => (_secret, _time) = (secret, time);

    /// <summary>Takes what came for a task. Says who it is from before it says whether anybody waits.</summary>
    /// <param name="taskId">From the path.</param>
    /// <param name="timestamp">The header <see cref="AgentSignature.TimestampHeader"/>.</param>
    /// <param name="signature">The header <see cref="AgentSignature.SignatureHeader"/>.</param>
    /// <param name="body">As it was received.</param>
    public CallbackVerdict Take(string taskId, string? timestamp, string? signature, ReadOnlyMemory<byte> body)
    {
        ArgumentNullException.ThrowIfNull(taskId);
        if (!AgentSignature.IsValid(_secret, timestamp, signature, body.Span, _time.GetUtcNow())) return CallbackVerdict.NotSigned;
        // The path is not signed. Without its id in the body an answer could be handed to another task.
        if (body.Length > MaxBodyBytes || AnswerJson.Parse(body) is not { Fault: null } answer || answer.Id != taskId)
            return CallbackVerdict.Malformed;
        if (!_waiting.TryRemove(taskId, out TaskCompletionSource<AgentAnswer>? waiting)) return CallbackVerdict.NotWaitedFor;
        try
        {
            waiting.TrySetResult(answer.ToAnswer(_secret));
        }
        catch (AgentException error)
        {
            waiting.TrySetException(error);
        }

        return CallbackVerdict.Taken;
    }

    /// <summary>Waits for a task from now on.</summary>
    /// <exception cref="AgentException">That task is running already.</exception>
    internal Task<AgentAnswer> Expect(string taskId)
    {
        var waiting = new TaskCompletionSource<AgentAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_waiting.TryAdd(taskId, waiting)) throw new AgentException($"Task {taskId} is running already; it is not asked twice.");
        return waiting.Task;
    }

    /// <summary>Nobody wants it any more.</summary>
    internal void Forget(string taskId)
    {
        if (_waiting.TryRemove(taskId, out TaskCompletionSource<AgentAnswer>? waiting)) waiting.TrySetCanceled(CancellationToken.None);
    }
}

/// <summary>What became of a callback.</summary>
public enum CallbackVerdict
{
    /// <summary>It was the answer that was waited for.</summary>
    Taken,

    /// <summary>Its signature is missing, wrong or too old.</summary>
    NotSigned,

    /// <summary>It is no answer, or not that of the task in the path. The task is still waited for.</summary>
    Malformed,

    /// <summary>Nobody waits for it: it came before, the task was given up, or there never was one.</summary>
    NotWaitedFor,
}
