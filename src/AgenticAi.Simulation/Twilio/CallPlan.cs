using AgenticAi.Simulation.Scenarios;
using AgenticAi.Simulation.Speech;

namespace AgenticAi.Simulation.Twilio;

/// <summary>One call: who phones whom, what the caller does, what goes wrong.</summary>
public sealed record CallPlan
{
    /// <summary>The caller's number.</summary>
    public string From { get; init; } = "+15005550006";

    /// <summary>The number that is called.</summary>
    public string To { get; init; } = "+15005550001";

    /// <summary>What the caller does, in order. Afterwards the caller stays on the line until the server ends the call.</summary>
    public IReadOnlyList<CallerStep> Steps { get; init; } = [];

    /// <summary>How long the caller waits for a sound of the agent before hanging up, unless a step says otherwise.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The call is hung up when it has lasted this long.</summary>
    public TimeSpan MaxDuration { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Speech is sent as fast as the socket takes it, with <see cref="TrailingSilence"/> behind it and nothing between; audio for
    /// the caller counts as played when it arrives, and marks come back at once. For tests of many calls, where time is not the point.
    /// </summary>
    public bool Unpaced { get; init; }

    /// <summary>Silence behind each utterance of an <see cref="Unpaced"/> caller, for the model to notice the end of the turn.</summary>
    public TimeSpan TrailingSilence { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Lets what is played to the caller come back in the caller's audio, added to the caller's own voice; null for a line without
    /// echo. Not for an <see cref="Unpaced"/> call: its audio is played at no time, so that nothing could come back later.
    /// </summary>
    public LineEcho? Echo { get; init; }

    /// <summary>Keeps what both sides said for <see cref="CallRecord"/>: 32 kB for each second of the call.</summary>
    public bool KeepAudio { get; init; } = true;

    /// <summary>What goes wrong.</summary>
    public CallFaults Faults { get; init; } = CallFaults.None;

    /// <summary>More parameters of the webhook's form, for instance <c>Direction</c>; they replace those of the same name.</summary>
    public IReadOnlyDictionary<string, string> Form { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Told what happens, in order, from the call's own loop: it must be quick and must not throw. For live display.
    /// </summary>
    public Action<PhoneEvent>? OnEvent { get; init; }

    /// <summary>A call whose caller follows a scenario.</summary>
    /// <param name="scenario">What the caller says and does.</param>
    /// <param name="speech">Where the speech is; the recordings that come with the simulators unless given.</param>
    public static CallPlan ForScenario(Scenario scenario, SpeechLibrary? speech = null) =>
        new() { Steps = [.. scenario.Caller.Select(line => CallerStep.From(line, speech ?? SpeechLibrary.Embedded))] };
}
