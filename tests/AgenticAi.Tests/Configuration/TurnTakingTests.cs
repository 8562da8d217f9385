using AgenticAi.Configuration;

namespace AgenticAi.Tests.Configuration;

/// <summary>What <c>turn_taking</c> makes of its values; their ranges are with those of the others.</summary>
public class TurnTakingTests
{
    [Fact]
    public void Every_key_of_turn_taking_arrives() =>
        Sample.Valid(Sample.Minimal + """
            turn_taking:
              min_speech_ms: 250
              resume_false_starts: false
              backchannel_ms: 650
              protect_greeting: true
              echo_gate_dbfs: -42.5
              dtmf_to_model: true
              agent_may_hang_up: false
            """).TurnTaking.ShouldBe(new TurnTakingConfig
        {
            MinSpeech = TimeSpan.FromMilliseconds(250),
            ResumeFalseStarts = false,
            Backchannel = TimeSpan.FromMilliseconds(650),
            ProtectGreeting = true,
            EchoGateDb = -42.5,
            DtmfToModel = true,
            AgentMayHangUp = false,
        });

    [Fact]
    public void Each_of_the_toggles_of_turn_taking_is_its_own()
    {
        var defaults = new TurnTakingConfig();
        TurnTakingOf("resume_false_starts", "false").ShouldBe(defaults with { ResumeFalseStarts = false });
        TurnTakingOf("protect_greeting", "true").ShouldBe(defaults with { ProtectGreeting = true });
        TurnTakingOf("dtmf_to_model", "true").ShouldBe(defaults with { DtmfToModel = true });
        TurnTakingOf("agent_may_hang_up", "false").ShouldBe(defaults with { AgentMayHangUp = false });
    }

    [Fact]
    public void The_echo_gate_is_off_when_it_is_empty()
    {
        TurnTakingOf("echo_gate_dbfs", "\"\"").EchoGateDb.ShouldBeNull();
        TurnTakingOf("echo_gate_dbfs", "-70").EchoGateDb.ShouldBe(-70);
        TurnTakingOf("echo_gate_dbfs", "-5.0").EchoGateDb.ShouldBe(-5);
        Sample.Errors(Sample.With("turn_taking.echo_gate_dbfs", "off")).ShouldHaveSingleItem().ShouldBe(
            "config.yaml:6: turn_taking.echo_gate_dbfs: \"off\" is not allowed: a number from -70.0 to -5.0, or empty");
    }

    private static TurnTakingConfig TurnTakingOf(string key, string value) =>
        Sample.Valid(Sample.With($"turn_taking.{key}", value)).TurnTaking;
}
