using AgenticAi.Simulation.Scenarios;

namespace AgenticAi.Simulation.Twilio;

/// <summary>
/// Decides what the caller does when. Time is an argument, counted from the moment the call was dialled. Safe for several threads.
/// </summary>
internal sealed class CallerScript(IReadOnlyList<CallerStep> steps, TimeSpan patience)
{
    private readonly Lock _gate = new();
    private int _next;
    private bool _busy;
    private TimeSpan? _origin;
    private TimeSpan _previousEnded;
    private TimeSpan? _agentBegan;
    private TimeSpan? _agentLast;
    private TimeSpan _heard;

    /// <summary>A media stream started. From the first one on the caller acts.</summary>
    public void Start(TimeSpan now)
    {
        lock (_gate)
        {
            if (_origin is not null) return;
            _origin = now;
            _previousEnded = now;
        }
    }

    /// <summary>The caller hears the agent speak.</summary>
    public void HearAgent(TimeSpan now)
    {
        lock (_gate)
        {
            _agentBegan ??= now;
            _agentLast = now;
        }
    }

    /// <summary>So much more audio of the agent was played, audible or not.</summary>
    public void HearAudio(TimeSpan audio)
    {
        lock (_gate) _heard += audio;
    }

    /// <summary>The next action when it is due, once. <see cref="ActionEnded"/> follows when it has been carried out.</summary>
    public CallerAction? Next(TimeSpan now)
    {
        lock (_gate)
        {
            if (_busy || _next == steps.Count) return null;
            CallerStep step = steps[_next];
            if (!IsDue(step.Cue, now))
            {
                if (step.Cue is AtCue or AfterPreviousCue || Waited(now) < (step.Patience ?? patience)) return null;
                if (step.Patience is null) return GiveUp();
            }

            _next++;
            _busy = true;
            return step.Action;
        }
    }

    /// <summary>The caller's action is over; from here on the caller listens for the next cue.</summary>
    public void ActionEnded(TimeSpan now)
    {
        lock (_gate)
        {
            _busy = false;
            _previousEnded = now;
            _agentBegan = null;
            _agentLast = null;
        }
    }

    private bool IsDue(CallerCue cue, TimeSpan now) => cue switch
    {
        AtCue at => now >= _origin + at.Time,
        AfterPreviousCue after => now >= _previousEnded + after.Pause,
        AgentSilentCue silent => _agentLast is { } last && now >= last + silent.Silence,
        AgentHeardCue heard => _heard >= heard.Audio,
        AgentSpeakingCue speaking => _agentBegan is { } began && now >= began + speaking.Time,
        _ => throw new InvalidOperationException($"A caller cannot wait for {cue.GetType().Name}."),
    };

    private TimeSpan Waited(TimeSpan now) => now - (_agentLast is { } last && last > _previousEnded ? last : _previousEnded);

    private GiveUpAction GiveUp()
    {
        _next = steps.Count;
        return new GiveUpAction();
    }
}
