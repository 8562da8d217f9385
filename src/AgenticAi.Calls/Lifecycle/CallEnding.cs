using AgenticAi.Conversations;

namespace AgenticAi.Calls.Lifecycle;

/// <summary>
/// How one call comes to its end: the first reason counts, and for some reasons the conversation may go on without it, on another
/// stream. Safe for any thread.
/// </summary>
internal sealed class CallEnding(CallServices services)
{
    private readonly TaskCompletionSource<CallEnd> _requested = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<bool> _leftOpen = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CallEnd? _end;

    /// <summary>Completes when the call is to end or has ended.</summary>
    public Task<CallEnd> Requested => _requested.Task;

    /// <summary>Why it ends or ended; null while nobody wants it to.</summary>
    public CallEndReason? Reason => Volatile.Read(ref _end)?.Reason;

    /// <summary>The call ends. Returns false when it does already.</summary>
    public bool TryEnd(CallEnd end)
    {
        if (Interlocked.CompareExchange(ref _end, end, null) is not null) return false;
        _requested.SetResult(end);
        return true;
    }

    /// <summary>The call is to end. One that waits for its caller to come back waits no longer.</summary>
    public void Ask(CallEnd end)
    {
        if (!TryEnd(end)) _leftOpen.TrySetResult(end.Reason is CallEndReason.Draining);
    }

    /// <summary>Another stream takes the conversation: the call ends without ending it.</summary>
    public void Leave()
    {
        _leftOpen.TrySetResult(true);
        TryEnd(new CallEnd(CallEndReason.CallerLineLost, "another stream takes its place"));
    }

    /// <summary>Whether the conversation goes on without this call. One whose line was lost waits some time for that.</summary>
    /// <param name="end">How its run ended; somebody may have asked for another end meanwhile.</param>
    /// <param name="hadStream">It had a stream that can have been lost.</param>
    public async Task<bool> IsLeftOpenAsync(CallEnd end, bool hadStream)
    {
        CallOptions options = services.Options;
        if (!options.Resume || end.Reason is not (CallEndReason.Draining or CallEndReason.CallerLineLost)) return false;
        if (Reason is CallEndReason.Draining) return true;
        if (Reason is not CallEndReason.CallerLineLost || !hadStream) return false;
        using var window = new CancellationTokenSource(options.ResumeWindow, services.Time);
        await using CancellationTokenRegistration over = window.Token.Register(() => _leftOpen.TrySetResult(false));
        return await _leftOpen.Task;
    }
}
