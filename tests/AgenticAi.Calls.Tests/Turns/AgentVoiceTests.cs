using AgenticAi.Calls.Turns;
using AgenticAi.Testing;

namespace AgenticAi.Calls.Tests.Turns;

public sealed class AgentVoiceTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly AgentVoice _voice;

    public AgentVoiceTests() => _voice = new AgentVoice(_time);

    [Fact]
    public void An_agent_that_never_spoke_has_no_echo()
    {
        Speaking(false);
        _voice.MayEcho(_time.GetTimestamp()).ShouldBeFalse();
    }

    [Fact]
    public void It_may_echo_as_long_as_it_speaks()
    {
        Speaking(true);
        _time.Advance(3_600_000);
        _voice.MayEcho(_time.GetTimestamp()).ShouldBeTrue();
    }

    [Fact]
    public void And_300_ms_after_its_last_word_however_often_that_is_said()
    {
        Speaking(true);
        Speaking(false);
        _time.Advance(299);
        Speaking(false);
        _voice.MayEcho(_time.GetTimestamp()).ShouldBeTrue();
        _time.Advance(1);
        _voice.MayEcho(_time.GetTimestamp()).ShouldBeFalse();
    }

    [Fact]
    public void Speaking_again_begins_anew()
    {
        Speaking(true);
        Speaking(false);
        _time.Advance(100);
        Speaking(true);
        _time.Advance(1_000);
        Speaking(false);
        _time.Advance(299);
        _voice.MayEcho(_time.GetTimestamp()).ShouldBeTrue();
    }

    private void Speaking(bool isSpeaking) => _voice.Speaking(isSpeaking, _time.GetTimestamp());
}
