using AgenticAi.Calls.Agents;
using AgenticAi.Calls.Turns;
using AgenticAi.Conversations;

namespace AgenticAi.Calls.Brain;

/// <summary>
/// Performs what the brain wants done: by the voice of the call, once its stream runs (until then wishes are kept in order), or by those
/// who understand and act.
/// </summary>
internal sealed class CallEffects(IntentDesk intents, JobDesk jobs) : IConversationEffects
{
    /// <summary>More than anyone can want said before a call has begun; the brain counts what is refused beyond it.</summary>
    private const int MaxWaiting = 64;

    private readonly Lock _gate = new();
    private readonly Queue<TurnInput> _waiting = new();
    private CallControl? _control;

    public void Perform(ConversationEffect effect)
    {
        switch (effect)
        {
            case Speak speak:
                ToVoice(new SpeechRequest(speak.Id, speak.Text, speak.Source));
                break;
            case SpeakAnswer answer:
                ToVoice(new SpeechRequest(answer.Id, answer.Answer, SpeechSources.Agent) { Note = AgentNotes.Answer(answer) });
                break;
            case GiveOutput output:
                ToVoice(new ModelNote(AgentNotes.Output(output)));
                break;
            case RemindModel remind:
                ToVoice(new ModelNote(AgentNotes.Earlier(remind.Earlier)));
                break;
            case EndCall end:
                ToVoice(new EndRequest(end.Reason, end.Goodbye, end.GoodbyeSource));
                break;
            case AnalyzeIntent question:
                intents.Ask(question);
                break;
            case RunCommand run:
                jobs.Run(run);
                break;
            case StopCommand stop:
                jobs.Stop(stop.CommandId);
                if (stop.CallId is { } call) ToVoice(new ModelNote(AgentNotes.Output(new GiveOutput(call, CommandStatus.Cancelled, Answer: null))));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(effect), effect, "A call cannot perform this effect.");
        }
    }

    /// <summary>The stream runs: what waited is said.</summary>
    public void Begin(CallControl control)
    {
        lock (_gate)
        {
            _control = control;
            while (_waiting.TryDequeue(out TurnInput wish)) control.Tell(wish);
        }
    }

    /// <summary>Tells the voice whether an agent is at something.</summary>
    public void OnWork(bool isUnderWay)
    {
        lock (_gate) _control?.Tell(TurnInput.Of(new WorkProgress(isUnderWay)));
    }

    private void ToVoice(object wish)
    {
        TurnInput input = TurnInput.Of(wish);
        lock (_gate)
        {
            if (_control is { } control) control.Tell(input);
            else if (wish is SpeechRequest said && SpeechRequest.IsOfTheMoment(said.Source)) return; // The moment was that of a run before.
            else if (_waiting.Count < MaxWaiting) _waiting.Enqueue(input);
            else throw new InvalidOperationException("Too much waits to be said in a call that has not begun.");
        }
    }
}
