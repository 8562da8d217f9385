using System.Threading.Channels;

namespace AgenticAi.Simulation.Twilio;

/// <summary>What a test or a person tells the caller to do, besides the script. Safe for several threads.</summary>
internal sealed class CallCommands : IDisposable
{
    private const int MostWaiting = 64;

    private readonly CancellationTokenSource _ended = new();
    private readonly Channel<CallerAction> _actions = Channel.CreateBounded<CallerAction>(MostWaiting);
    private int _reason = -1;

    /// <summary>Cancelled when the call was ended from outside of the script.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>Why it was; meaningful once <see cref="Ended"/> is cancelled.</summary>
    public CallEndReason Reason => (CallEndReason)_reason;

    public void Do(CallerAction action)
    {
        if (!_actions.Writer.TryWrite(action)) throw new InvalidOperationException($"{MostWaiting} actions of the caller wait already.");
    }

    public bool TryTake(out CallerAction? action) => _actions.Reader.TryRead(out action);

    /// <summary>Ends the call; the first reason counts.</summary>
    public void End(CallEndReason reason)
    {
        if (Interlocked.CompareExchange(ref _reason, (int)reason, -1) == -1) _ended.Cancel();
    }

    public void Dispose() => _ended.Dispose();
}
