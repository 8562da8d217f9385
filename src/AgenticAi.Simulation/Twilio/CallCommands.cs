using System.Threading.Channels;

namespace AgenticAi.Simulation.Twilio;

/// <summary>
/// What is done to a call from outside of its script: a test or a person tells the caller what to do, the API ends or redirects the
/// call. Safe for several threads.
/// </summary>
internal sealed class CallCommands : IDisposable
{
    private const int MostWaiting = 64;

    private readonly Lock _gate = new();
    private readonly Channel<CallerAction> _actions = Channel.CreateBounded<CallerAction>(MostWaiting);
    private CancellationTokenSource _interruption = new();
    private CallEndReason? _end;
    private string? _redirect;
    private Action? _breakStream;

    /// <summary>Cancelled when what the call is doing now has to stop, because it was ended or redirected.</summary>
    public CancellationToken Interrupted
    {
        get
        {
            lock (_gate) return _interruption.Token;
        }
    }

    /// <summary>Why the call ended; null while it goes on.</summary>
    public CallEndReason? End
    {
        get
        {
            lock (_gate) return _end;
        }
    }

    public void Do(CallerAction action)
    {
        if (!_actions.Writer.TryWrite(action)) throw new InvalidOperationException($"{MostWaiting} actions of the caller wait already.");
    }

    public bool TryTake(out CallerAction? action) => _actions.Reader.TryRead(out action);

    /// <summary>A stream is open, which can be broken like this; null: it is not any more.</summary>
    public void OnStream(Action? breakIt)
    {
        lock (_gate) _breakStream = breakIt;
    }

    /// <summary>Breaks the connection of the stream, if one is open.</summary>
    public void BreakStream()
    {
        lock (_gate) _breakStream?.Invoke();
    }

    /// <summary>Ends the call from outside.</summary>
    /// <returns>False when it has ended already.</returns>
    public bool TryEnd(CallEndReason reason) => Interrupt(() =>
    {
        _end = reason;
        _redirect = null;
    });

    /// <summary>Makes the call go on with other TwiML.</summary>
    /// <returns>False when it has ended already.</returns>
    public bool TryRedirect(string twiml) => Interrupt(() => _redirect = twiml);

    /// <summary>The TwiML to go on with, once, or null; what the call does from here on can be interrupted anew.</summary>
    public string? TakeRedirect()
    {
        lock (_gate)
        {
            string? twiml = _redirect;
            _redirect = null;
            // The old source has no timer and holds nothing; to dispose of it would race with whoever is cancelling it.
            if (twiml is not null) _interruption = new CancellationTokenSource();
            return twiml;
        }
    }

    /// <summary>The call ends by itself.</summary>
    /// <returns>The reason that counts: the first one.</returns>
    public CallEndReason Settle(CallEndReason reason)
    {
        lock (_gate) return _end ??= reason;
    }

    public void Dispose() => _interruption.Dispose();

    private bool Interrupt(Action change)
    {
        CancellationTokenSource interruption;
        lock (_gate)
        {
            if (_end is not null) return false;
            change();
            interruption = _interruption;
        }

        // Outside of the lock: whoever was waiting goes on inside of this call.
        interruption.Cancel();
        return true;
    }
}
