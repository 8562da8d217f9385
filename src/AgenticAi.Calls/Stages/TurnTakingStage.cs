using AgenticAi.Calls.Brain;
using AgenticAi.Calls.Model;
using AgenticAi.Calls.Telemetry;
using AgenticAi.Calls.Turns;
using AgenticAi.Realtime.Events;
using AgenticAi.Streams.Graph;
using AgenticAi.Twilio.MediaStreams;

namespace AgenticAi.Calls.Stages;

/// <summary>Feeds <see cref="TurnTaking"/> with what comes in, tells it the time, and hands on what it wants done.</summary>
public sealed class TurnTakingStage(
    TurnTaking turns, IOutlet<ModelCommand> model, QuietMoments quiet, CallControl control, IBrain brain, AgentVoice voice,
    CallTelemetry telemetry, TimeProvider time)
    : Stage<TurnInput, CallerCommand>, ITimedStage<CallerCommand>
{
    private readonly long _start = time.GetTimestamp();
    private readonly TurnOutput _output = new(model, control, brain);

    public long DueAt => turns.DueAt is { } due ? _start + (long)(due.TotalSeconds * time.TimestampFrequency) : long.MaxValue;

    public override void OnElement(TurnInput element, IOutlet<CallerCommand> output)
    {
        _output.Caller = output;
        _output.ReadAt = element.ReadAt;
        TimeSpan now = Now;
        switch (element.Message)
        {
            case null: turns.OnAudio(element.Audio, now, _output); break;
            case MarkReached mark: turns.OnMark(mark.Name, now, _output); break;
            case Dtmf key: turns.OnDigit(key.Digit, now, _output); break;
            case ModelReady ready:
                _output.Generation = ready.Generation;
                turns.OnModelReady(ready, now, _output);
                break;
            case ModelGone: turns.OnModelGone(now, _output); break;
            case ServerEvent serverEvent: turns.OnModelEvent(serverEvent, now, _output); break;
            case EndRequest end: turns.EndPolitely(end, now, _output); break;
            case SpeechRequest request: turns.Say(request, now, _output); break;
            case ModelNote note: turns.OnNote(note, _output); break;
            case WorkProgress progress: turns.OnWork(progress.IsUnderWay, now, _output); break;
        }

        Publish();
    }

    public void OnDue(IOutlet<CallerCommand> output)
    {
        _output.Caller = output;
        _output.ReadAt = 0;
        turns.OnDue(Now, _output);
        Publish();
    }

    protected override void Dispose(bool disposing)
    {
        turns.End(Now, _output);
        Publish();
        turns.Dispose();
        base.Dispose(disposing);
    }

    private void Publish()
    {
        voice.Speaking(turns.IsSpeaking, time.GetTimestamp());
        telemetry.Turns(turns.Counts);
        quiet.Observe(turns.IsBetweenTurns);
    }

    private TimeSpan Now => time.GetElapsedTime(_start);
}
