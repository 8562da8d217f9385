using AgenticAi.Calls.Brain;
using AgenticAi.Calls.Turns;
using AgenticAi.Conversations;
using AgenticAi.Realtime.Events;

namespace AgenticAi.Calls.Agents;

/// <summary>
/// Takes the PIN out of what the caller keys in or says while one is asked for, and hands on only whether it was right: neither journal
/// nor brain ever sees it. The voice model hears what is said like any other word; keys it never learns.
/// </summary>
public sealed class PinFilter(string pin, IBrain brain)
{
    /// <summary>Stands for the words in which a PIN was said.</summary>
    public const string Redacted = "(a PIN)";

    /// <summary>Fewer digits than this are no try but a number in a sentence.</summary>
    private const int LeastDigits = 3;

    private string _keys = "";

    /// <summary>What goes on of an input; null when nothing does.</summary>
    public TurnInput? Filter(TurnInput input)
    {
        if (!brain.State.Work.AwaitsPin)
        {
            _keys = "";
            return input;
        }

        switch (input)
        {
            case CallerDigit key:
                OnKey(key.Digit);
                return null;
            case ModelEvent { Event: InputTranscriptionCompleted words } heard
                when SpokenDigits.In(words.Transcript) is { Length: >= LeastDigits } digits:
                brain.Tell(new TryPin(digits == pin));
                return heard with { Event = words with { Transcript = Redacted } };
            default:
                return input;
        }
    }

    private void OnKey(string digit)
    {
        if (digit is not "#") _keys += digit;
        if (_keys.Length < pin.Length && digit is not "#") return;
        if (_keys.Length > 0) brain.Tell(new TryPin(_keys == pin));
        _keys = "";
    }
}
