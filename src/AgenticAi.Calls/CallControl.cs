using AgenticAi.Calls.Turns;
using AgenticAi.Conversations;
using AgenticAi.Streams.Graph;

namespace AgenticAi.Calls;

/// <summary>
/// What comes into a running call from neither leg, the brain's and the operator's wishes; and what turn-taking wants of the call itself.
/// </summary>
public sealed class CallControl : Source
{
    private readonly TaskCompletionSource<CallEndReason> _hangUp = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public CallControl()
        : base("CallControl") => Requests = new Outlet<TurnInput>(this, "requests");

    /// <summary>Leads straight into the turn inputs, so that any thread may push.</summary>
    public Outlet<TurnInput> Requests { get; }

    /// <summary>Brings a wish: a <see cref="SpeechRequest"/>, a <see cref="ModelNote"/>, an <see cref="EndRequest"/>.</summary>
    public void Tell(TurnInput wish) => Requests.Push(wish);

    /// <summary>Completes when everything was said and the call is to end, with the reason.</summary>
    public Task<CallEndReason> HangUpWanted => _hangUp.Task;

    /// <summary>Asks for the end of the call. The first reason counts.</summary>
    public void HangUp(CallEndReason reason) => _hangUp.TrySetResult(reason);

    public override async Task RunAsync(CancellationToken cancellationToken) =>
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
}
