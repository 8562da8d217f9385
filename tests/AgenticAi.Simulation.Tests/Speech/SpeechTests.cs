using AgenticAi.Audio.Levels;
using AgenticAi.Audio.Wav;
using AgenticAi.Simulation.Speech;

namespace AgenticAi.Simulation.Tests.Speech;

public sealed class SpeechTests
{
    public static TheoryData<string> Names => [.. SpeechLibrary.EmbeddedNames];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_recording_has_speech_from_its_beginning_to_its_end_and_the_same_length_at_each_rate(string name)
    {
        SpeechClip telephone = SpeechLibrary.Embedded.Load(name, 8000);
        SpeechClip model = SpeechLibrary.Embedded.Load(name + ".wav", 24_000);

        model.Samples.Length.ShouldBe(3 * telephone.Samples.Length);
        LevelMeter.Decibels(telephone.Samples.Span).ShouldBeInRange(-26, -12);
        LevelMeter.Decibels(model.Samples.Span).ShouldBe(LevelMeter.Decibels(telephone.Samples.Span), 0.5);
        LevelMeter.Decibels(telephone.Samples.Span[..1600]).ShouldBeGreaterThan(-40);
        LevelMeter.Decibels(telephone.Samples.Span[^1600..]).ShouldBeGreaterThan(-45);
    }

    [Fact]
    public void A_folder_is_looked_at_first()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        try
        {
            using (FileStream file = File.Create(Path.Combine(folder.FullName, "agent-here.wav")))
                WavWriter.Write(file, new WavAudio(8000, 1, [1, 2, 3]));
            using (FileStream file = File.Create(Path.Combine(folder.FullName, "stereo.wav")))
                WavWriter.Write(file, new WavAudio(8000, 2, [1, 2]));
            var library = new SpeechLibrary(folder.FullName);

            library.Load("agent-here", 8000).Samples.ToArray().ShouldBe([1, 2, 3]);
            library.Load("caller-hello", 8000).Samples.Length.ShouldBeGreaterThan(5000);
            Should.Throw<InvalidDataException>(() => library.Load("stereo", 8000)).Message.ShouldContain("2 channels");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_name_nobody_knows_is_an_error_that_lists_those_we_know() =>
        Should.Throw<FileNotFoundException>(() => SpeechLibrary.Embedded.Load("nothing", 8000)).Message
            .ShouldContain("no speech 'nothing'. Known recordings: agent-booked, agent-confirmed");

    [Fact]
    public void The_synthetic_voice_is_as_long_as_its_text_and_always_the_same()
    {
        SpeechClip brief = SyntheticVoice.Speak("Yes.", 8000);
        SpeechClip longer = SyntheticVoice.Speak("Yes. Of course, right away.", 8000);

        longer.Duration.ShouldBeGreaterThan(3 * brief.Duration);
        SyntheticVoice.Speak("Yes.", 8000).Samples.ToArray().ShouldBe(brief.Samples.ToArray());
        SyntheticVoice.Speak("Yes.", 24_000).Duration.ShouldBe(brief.Duration);
        SyntheticVoice.Speak(" ", 8000).Samples.Length.ShouldBeGreaterThan(0);
        LevelMeter.Decibels(brief.Samples.Span).ShouldBeInRange(-26, -12);
    }
}
