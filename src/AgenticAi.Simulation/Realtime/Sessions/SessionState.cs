using AgenticAi.Simulation.Realtime.Hearing;
using AgenticAi.Simulation.Realtime.Responses;

namespace AgenticAi.Simulation.Realtime.Sessions;

/// <summary>What the parts of one session share. Everything but the timers is used under <see cref="Gate"/>.</summary>
internal sealed class SessionState
{
    private readonly long _began;

    public SessionState(int number, string model, SimulatedRealtimeOptions options, Outbox outbox)
    {
        Number = number;
        Options = options;
        Outbox = outbox;
        _began = options.Time.GetTimestamp();
        Out = new EventOut(options.Ids, outbox);
        Settings = new SessionSettings(options.Ids.Realtime("sess"), model, options.Time.GetUtcNow() + options.SessionLifetime);
        Agent = new ScriptedAgent(options.Scenario);
        Audio = new InputAudio(options.KeptSamples);
        Timers = new SessionTimers(options.Time, Gate, () => Changed());
    }

    public Lock Gate { get; } = new();

    public int Number { get; }

    public SimulatedRealtimeOptions Options { get; }

    public Outbox Outbox { get; }

    /// <summary>What goes wrong in this session alone.</summary>
    public Reception Reception { get; init; } = Reception.Usual;

    public EventOut Out { get; }

    public SessionSettings Settings { get; }

    public Conversation Conversation { get; } = new();

    public ScriptedAgent Agent { get; }

    public InputAudio Audio { get; }

    public SessionTimers Timers { get; }

    /// <summary>Told under the lock when something happened by itself.</summary>
    public Action Changed { get; set; } = () => { };

    public TimeSpan Now => Options.Time.GetElapsedTime(_began);

    /// <summary>Closes the connection; a client that does not answer is cut off.</summary>
    public void Close(int code, string reason)
    {
        Outbox.Close(code, reason);
        Timers.After(SimulatedRealtimeServer.CloseLimit, Outbox.Reset);
    }

    public string NewItemId() => Options.Ids.Realtime("item");

    public void Tell(RealtimeActivity activity) => Options.OnActivity?.Invoke(activity);
}
