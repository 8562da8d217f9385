using AgenticAi.Calls.Turns;
using AgenticAi.Streams.Graph;

namespace AgenticAi.Calls;

/// <summary>What comes into a running call from neither leg: the brain's and the operator's wishes.</summary>
public sealed class CallControl : Source
{
    public CallControl()
        : base("CallControl") => Requests = new Outlet<TurnInput>(this, "requests");

    /// <summary>Leads straight into the turn inputs, so that any thread may push.</summary>
    public Outlet<TurnInput> Requests { get; }

    /// <summary>Asks for words to be said when the line is free.</summary>
    public void Say(SpeechRequest request) => Requests.Push(TurnInput.Of(request));

    public override async Task RunAsync(CancellationToken cancellationToken) =>
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
}
