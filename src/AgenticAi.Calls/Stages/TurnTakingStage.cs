using AgenticAi.Calls.Brain;
using AgenticAi.Calls.Turns;
using AgenticAi.Realtime.Events;
using AgenticAi.Streams.Graph;
using AgenticAi.Twilio.MediaStreams;

namespace AgenticAi.Calls.Stages;

/// <summary>Feeds <see cref="TurnTaking"/> with what comes in, tells it the time, and hands on what it wants done.</summary>
public sealed class TurnTakingStage(TurnTaking turns, IOutlet<ClientEvent> model, IBrain brain, TimeProvider time)
    : Stage<TurnInput, CallerCommand>, ITimedStage<CallerCommand>
{
    private readonly long _start = time.GetTimestamp();
    private readonly TurnOutput _output = new(model, brain);

    public long DueAt => turns.DueAt is { } due ? _start + (long)(due.TotalSeconds * time.TimestampFrequency) : long.MaxValue;

    public override void OnElement(TurnInput element, IOutlet<CallerCommand> output)
    {
        _output.Caller = output;
        TimeSpan now = Now;
        switch (element.Message)
        {
            case null: turns.OnAudio(element.Audio, now, _output); break;
            case MarkReached mark: turns.OnMark(mark.Name, now, _output); break;
            case ServerEvent serverEvent: turns.OnModelEvent(serverEvent, now, _output); break;
            case SpeechRequest request: turns.Say(request, now, _output); break;
        }
    }

    public void OnDue(IOutlet<CallerCommand> output)
    {
        _output.Caller = output;
        turns.OnDue(Now, _output);
    }

    protected override void Dispose(bool disposing)
    {
        turns.End(Now, _output);
        turns.Dispose();
        base.Dispose(disposing);
    }

    private TimeSpan Now => time.GetElapsedTime(_start);
}
