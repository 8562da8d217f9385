namespace AgenticAi.Configuration;

/// <summary>Section <c>turn_taking</c>: who may interrupt whom, and what counts as an interruption.</summary>
public sealed record TurnTakingConfig
{
    /// <summary>
    /// Speech of the caller that is shorter is no interruption: what was being said goes on from where it stopped. 0 to 5,000 ms.
    /// Default 0: any speech counts, since a "no" is as short as a cough. The bound is longer than a caller talks against a voice that
    /// does not stop.
    /// </summary>
    public TimeSpan MinSpeech { get; init; } = TimeSpan.Zero;

    /// <summary>
    /// Whether what was being said goes on from where it stopped when an interruption had no words in it (an empty transcript).
    /// Default true: a cough is no reason to leave a sentence unfinished.
    /// </summary>
    public bool ResumeFalseStarts { get; init; } = true;

    /// <summary>
    /// Speech up to this long that says no more than that the caller is listening ("mm-hm") does not take the turn: what was being said goes
    /// on. 0 to 2,000 ms, 0: off. Default 800: two such sounds; who says them for longer wants something.
    /// </summary>
    public TimeSpan Backchannel { get; init; } = TimeSpan.FromMilliseconds(800);

    /// <summary>Whether the greeting cannot be interrupted. Default false: who calls again knows it already.</summary>
    public bool ProtectGreeting { get; init; }

    /// <summary>
    /// While the agent speaks, audio of the caller below this level is taken for the echo of the agent and silenced. dB relative to
    /// overload, root mean square (https://www.rfc-editor.org/rfc/rfc6464), −70 to −5, or null: off, the default, since the level that
    /// parts echo from a quiet caller differs from line to line. The smallest code of μ-law that is not silence has −72 dB, so a lower
    /// gate would find next to nothing; a sine at overload has −3, so a higher one would let nobody through.
    /// </summary>
    public double? EchoGateDb { get; init; }

    /// <summary>
    /// Whether digits that the caller presses are told to the model as text. Default false: they may be a card number or a PIN.
    /// The journal always has them.
    /// </summary>
    public bool DtmfToModel { get; init; }

    /// <summary>
    /// Whether the model gets a function with which it ends the call, once its goodbye was heard. Default true: each further minute
    /// of a conversation that is over is paid for.
    /// </summary>
    public bool AgentMayHangUp { get; init; } = true;
}
