using AgenticAi.Calls.Telemetry;
using AgenticAi.Calls.Turns;
using AgenticAi.Conversations;

namespace AgenticAi.Calls.Agents;

/// <summary>Performs what the brain wants done: by the voice of the call, or by those who understand and act.</summary>
internal sealed class CallEffects(CallVoice voice, CallWork tasks, CallTrace trace) : IConversationEffects
{
    public void Perform(ConversationEffect effect)
    {
        using CallTrace.Scope traced = trace.Enter();
        switch (effect)
        {
            case Speak speak:
                voice.Tell(new SpeechRequest(speak.Id, speak.Text, speak.Source));
                break;
            case SpeakAnswer answer:
                voice.Tell(new SpeechRequest(answer.Id, answer.Answer, SpeechSources.Agent) { Note = AgentNotes.Answer(answer) });
                break;
            case GiveOutput output:
                voice.Tell(new ModelNote(AgentNotes.Output(output)));
                break;
            case RemindModel remind:
                voice.Tell(new ModelNote(AgentNotes.Earlier(remind.Earlier)));
                break;
            case EndCall end:
                voice.Tell(new EndRequest(end.Reason, end.Goodbye, end.GoodbyeSource));
                break;
            case AnalyzeIntent question:
                tasks.Analyze(question);
                break;
            case RunCommand run:
                tasks.Run(run);
                break;
            case StopCommand stop:
                tasks.Stop(stop.CommandId);
                if (stop.CallId is { } call) voice.Tell(new ModelNote(AgentNotes.Output(new GiveOutput(call, CommandStatus.Cancelled, Answer: null))));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(effect), effect, "A call cannot perform this effect.");
        }
    }
}
