using AgenticAi.Realtime.Sessions;

namespace AgenticAi.Realtime.Tests.Sessions;

public sealed class RealtimeVoiceTests
{
    [Theory]
    [InlineData("fable", "ballad")]
    [InlineData("onyx", "cedar")]
    [InlineData("nova", "coral")]
    public void A_text_to_speech_voice_is_taken_for_the_nearest_one_with_a_warning(string name, string voice)
    {
        RealtimeVoice parsed = RealtimeVoice.Parse(name);
        parsed.Name.ShouldBe(voice);
        parsed.Warning.ShouldBe($"{name} is a text-to-speech voice that Realtime sessions refuse; {voice} is used instead");
    }

    [Fact]
    public void Known_voices_are_taken_without_a_word() =>
        RealtimeVoice.Known.ShouldAllBe(name => RealtimeVoice.Parse(name).Name == name && RealtimeVoice.Parse(name).Warning == null);

    [Fact]
    public void A_name_that_is_not_known_is_passed_on_with_a_warning()
    {
        RealtimeVoice parsed = RealtimeVoice.Parse("zephyr");
        parsed.Name.ShouldBe("zephyr");
        parsed.Warning!.ShouldStartWith("zephyr is not a known Realtime voice");
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void No_name_is_no_voice(string name) => Should.Throw<ArgumentException>(() => RealtimeVoice.Parse(name));
}
