namespace AgenticAi.Simulation.Scenarios;

/// <summary>What the caller waits for before doing the next thing.</summary>
public abstract record CallerCue
{
    private protected CallerCue()
    {
    }

    /// <summary>A fixed time after the media stream started.</summary>
    public static CallerCue At(TimeSpan time) => new AtCue(time);

    /// <summary>A time after the caller's previous action ended.</summary>
    public static CallerCue AfterPrevious(TimeSpan pause) => new AfterPreviousCue(pause);

    /// <summary>The agent was heard since the caller's previous action ended, and has been silent for this long.</summary>
    public static CallerCue AgentSilent(TimeSpan silence) => new AgentSilentCue(silence);

    /// <summary>The agent began to speak this long ago: an interruption when it still speaks.</summary>
    public static CallerCue AgentSpeaking(TimeSpan time) => new AgentSpeakingCue(time);

    /// <summary>So much audio of the agent was heard since the call began, however long that took.</summary>
    public static CallerCue AgentHeard(TimeSpan audio) => new AgentHeardCue(audio);
}

/// <summary>See <see cref="CallerCue.At"/>.</summary>
public sealed record AtCue(TimeSpan Time) : CallerCue;

/// <summary>See <see cref="CallerCue.AfterPrevious"/>.</summary>
public sealed record AfterPreviousCue(TimeSpan Pause) : CallerCue;

/// <summary>See <see cref="CallerCue.AgentSilent"/>.</summary>
public sealed record AgentSilentCue(TimeSpan Silence) : CallerCue;

/// <summary>See <see cref="CallerCue.AgentSpeaking"/>.</summary>
public sealed record AgentSpeakingCue(TimeSpan Time) : CallerCue;

/// <summary>See <see cref="CallerCue.AgentHeard"/>.</summary>
public sealed record AgentHeardCue(TimeSpan Audio) : CallerCue;
