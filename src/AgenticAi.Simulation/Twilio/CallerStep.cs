using AgenticAi.Simulation.Scenarios;
using AgenticAi.Simulation.Speech;

namespace AgenticAi.Simulation.Twilio;

/// <summary>One step of a caller's script, ready to be carried out.</summary>
/// <param name="Cue">When.</param>
/// <param name="Action">What.</param>
public sealed record CallerStep(CallerCue Cue, CallerAction Action)
{
    /// <summary>See <see cref="CallerLine.Patience"/>.</summary>
    public TimeSpan? Patience { get; init; }

    /// <summary>Makes a line of a scenario ready: finds its speech.</summary>
    public static CallerStep From(CallerLine line, SpeechLibrary speech)
    {
        CallerAction action = line switch
        {
            SayLine say => new SayAction(speech.Load(say.Speech, MediaFrame.SampleRate), say.Text),
            NoiseLine noise => new SayAction(SteadyTone.Burst(noise.Length, MediaFrame.SampleRate), ""),
            PressLine press => new PressAction(press.Digits),
            HangUpLine => new HangUpAction(),
            DropLine => new DropAction(),
            _ => throw new InvalidOperationException($"A caller cannot do {line.GetType().Name}."),
        };
        return new CallerStep(line.Cue, action) { Patience = line.Patience };
    }
}

/// <summary>What a caller does.</summary>
public abstract record CallerAction
{
    private protected CallerAction()
    {
    }
}

/// <summary>Speaks.</summary>
/// <param name="Clip">The speech, at any rate.</param>
/// <param name="Text">What is said in it, for reports; empty for a noise.</param>
public sealed record SayAction(SpeechClip Clip, string Text) : CallerAction;

/// <summary>Presses keys, one every 200 ms.</summary>
/// <param name="Digits">0 to 9, *, #.</param>
public sealed record PressAction(string Digits) : CallerAction;

/// <summary>Hangs up: <c>stop</c>, then the socket is closed.</summary>
public sealed record HangUpAction : CallerAction;

/// <summary>The line is lost: the connection is aborted, without <c>stop</c>.</summary>
public sealed record DropAction : CallerAction;

/// <summary>Hangs up because nothing came within the caller's patience.</summary>
internal sealed record GiveUpAction : CallerAction;
