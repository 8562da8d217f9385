namespace AgenticAi.Simulation.Twilio;

/// <summary>
/// Carries out what the script and the commands ask of the caller, one frame of 20 ms after the other. Called under the lock of the stream.
/// </summary>
internal sealed class CallerTurn(CallerScript script, CallCommands commands, CallLog log)
{
    private static readonly TimeSpan BetweenDigits = TimeSpan.FromMilliseconds(200);

    private readonly Queue<char> _digits = new();
    private SayAction? _saying;
    private TimeSpan _began;
    private TimeSpan _nextDigit;
    private bool _pressing;

    public CallerVoice Voice { get; } = new();

    /// <summary>Does what is due.</summary>
    /// <param name="now">Time since the call was dialled.</param>
    /// <param name="digit">A key that is pressed now, or null.</param>
    /// <returns>Why the call ends now, or null.</returns>
    public CallEndReason? Advance(TimeSpan now, out char? digit)
    {
        FinishSpeech(now);
        digit = NextDigit(now);
        if (_saying is not null || _pressing) return null;
        CallerAction? action = commands.TryTake(out CallerAction? command) ? command : script.Next(now);
        switch (action)
        {
            case null:
                return null;
            case SayAction say:
                _saying = say;
                _began = now;
                Voice.Say(say.Clip.At(MediaFrame.SampleRate).Samples);
                log.Publish(new CallerSpoke(now, say.Text));
                return null;
            case PressAction press:
                _pressing = true;
                _nextDigit = now;
                foreach (char key in press.Digits) _digits.Enqueue(key);
                return null;
            case HangUpAction:
                return CallEndReason.CallerHungUp;
            case GiveUpAction:
                return CallEndReason.CallerGaveUp;
            case DropAction:
                return CallEndReason.LineLost;
            default:
                throw new InvalidOperationException($"A caller cannot do {action.GetType().Name}.");
        }
    }

    /// <summary>The stream is gone in the middle of what the caller does: the rest of it is said to nobody.</summary>
    public void BreakOff(TimeSpan now)
    {
        if (_saying is { } said) log.Said(new SpokenLine(_began, now, said.Text));
        if (_saying is not null || _pressing) script.ActionEnded(now);
        _saying = null;
        _pressing = false;
    }

    private void FinishSpeech(TimeSpan now)
    {
        if (_saying is not { } said || Voice.IsSpeaking) return;
        _saying = null;
        log.Said(new SpokenLine(_began, now, said.Text));
        script.ActionEnded(now);
    }

    private char? NextDigit(TimeSpan now)
    {
        if (!_pressing || now < _nextDigit) return null;
        _nextDigit += BetweenDigits;
        if (_digits.TryDequeue(out char digit))
        {
            log.Publish(new DigitPressed(now, digit));
            return digit;
        }

        _pressing = false;
        script.ActionEnded(now);
        return null;
    }
}
