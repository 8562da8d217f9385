using AgenticAi.Calls.Agents;
using AgenticAi.Calls.Brain;
using AgenticAi.Calls.Turns;
using AgenticAi.Conversations;
using AgenticAi.Realtime.Events;
using AgenticAi.Streams.Graph;
using AgenticAi.Twilio.MediaStreams;

namespace AgenticAi.Calls.Stages;

/// <summary>
/// Takes the PIN out of what the caller keys in or says while one is asked for, and hands on only whether it was right: neither journal
/// nor brain ever sees it. The voice model hears what is said like any other word; keys it never learns.
/// </summary>
public sealed class PinGate(string pin, IBrain brain) : Stage<TurnInput, TurnInput>
{
    /// <summary>Stands for the words in which a PIN was said.</summary>
    public const string Redacted = "(a PIN)";

    /// <summary>Fewer digits than this are no try but a number in a sentence.</summary>
    private const int LeastDigits = 3;

    private string _keys = "";

    public override void OnElement(TurnInput element, IOutlet<TurnInput> output)
    {
        if (!brain.State.Work.AwaitsPin)
        {
            _keys = "";
            output.Push(element);
            return;
        }

        switch (element.Message)
        {
            case Dtmf key:
                OnKey(key.Digit);
                break;
            case InputTranscriptionCompleted words when SpokenDigits.In(words.Transcript) is { Length: >= LeastDigits } digits:
                brain.Tell(new TryPin(digits == pin));
                output.Push(element with { Message = words with { Transcript = Redacted } });
                break;
            default:
                output.Push(element);
                break;
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
