using AgenticAi.Configuration.Reading;

namespace AgenticAi.Configuration.Sections;

/// <summary>Reads <c>turn_taking</c>.</summary>
internal static class TurnTakingBinder
{
    public static TurnTakingConfig Bind(Section section)
    {
        var defaults = new TurnTakingConfig();
        return new TurnTakingConfig
        {
            MinSpeech = section.Read("min_speech_ms", defaults.MinSpeech, Kinds.Milliseconds(0, 5_000),
                "Speech of the caller that is shorter is no interruption: what was being said goes on from where it stopped. "
                + "`0`: any speech counts."),
            ResumeFalseStarts = section.Read("resume_false_starts", defaults.ResumeFalseStarts, Kinds.Flag,
                "Whether what was being said goes on from where it stopped when an interruption had no words in it."),
            Backchannel = section.Read("backchannel_ms", defaults.Backchannel, Kinds.Milliseconds(0, 2_000),
                "Speech up to this long that says no more than that the caller is listening (such as mm-hm) does not take the turn. `0`: off."),
            ProtectGreeting = section.Read("protect_greeting", defaults.ProtectGreeting, Kinds.Flag,
                "Whether the greeting cannot be interrupted."),
            EchoGateDb = section.Read("echo_gate_dbfs", defaults.EchoGateDb, Kinds.OrEmpty(Kinds.Number(-70, -5)),
                "While the agent speaks, audio of the caller below this level (dB relative to overload) is taken for the agent's echo "
                + "and silenced. Empty: off."),
            DtmfToModel = section.Read("dtmf_to_model", defaults.DtmfToModel, Kinds.Flag,
                "Whether digits that the caller presses are told to the model as text. The journal always has them."),
            AgentMayHangUp = section.Read("agent_may_hang_up", defaults.AgentMayHangUp, Kinds.Flag,
                "Whether the model gets a function with which it ends the call once its goodbye was heard."),
        };
    }
}
