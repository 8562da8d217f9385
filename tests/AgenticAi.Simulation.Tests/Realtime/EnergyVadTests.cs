using AgenticAi.Simulation.Realtime.Hearing;
using AgenticAi.Simulation.Speech;
using FsCheck;
using FsCheck.Fluent;

namespace AgenticAi.Simulation.Tests.Realtime;

public sealed class EnergyVadTests
{
    private static readonly VadSettings Settings = new(0.6, 200, 300);

    public static TheoryData<string> CallerSpeech =>
        [.. SpeechLibrary.EmbeddedNames.Where(name => name.StartsWith("caller-", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(CallerSpeech))]
    public void Each_recorded_line_of_the_caller_is_one_utterance(string name)
    {
        foreach (int rate in new[] { 8000, 24_000 })
        {
            ReadOnlySpan<short> speech = SpeechLibrary.Embedded.Load(name, rate).Samples.Span;
            VadEvent[] events = Hear(rate, [.. new short[rate / 2], .. speech, .. new short[rate / 2]]);

            events.Select(vad => vad.Started).ShouldBe([true, false]);
            int spoken = (int)SpeechLibrary.Embedded.Load(name, rate).Duration.TotalMilliseconds;
            events[0].AtMs.ShouldBeInRange(300, 420);
            events[1].AtMs.ShouldBeInRange(500 + spoken + 150, 500 + spoken + 310);
        }
    }

    [Fact]
    public void Silence_noise_and_clicks_are_no_speech()
    {
        var random = new Random(5);
        short[] noise = [.. Enumerable.Range(0, 8000).Select(_ => (short)random.Next(-100, 100))];
        short[] clicks = [.. Enumerable.Range(0, 8000).Select(i => (short)(i % 1000 < 80 ? 20_000 : 0))];

        Hear(8000, new short[8000]).ShouldBeEmpty();
        Hear(8000, noise).ShouldBeEmpty();
        Hear(8000, clicks).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0.2, true)]
    [InlineData(0.9, false)]
    public void The_threshold_decides_what_is_loud_enough(double threshold, bool heard)
    {
        // A tone of about -36 dB.
        short[] tone = [.. Enumerable.Range(0, 8000).Select(i => (short)(730 * Math.Sin(i * 0.5)))];

        Hear(8000, tone, Settings with { Threshold = threshold }).Length.ShouldBe(heard ? 1 : 0);
    }

    [Fact]
    public void Padding_and_silence_are_those_of_the_settings()
    {
        short[] audio = [.. new short[8000], .. Tone(4000), .. new short[8000]];

        Hear(8000, audio, new VadSettings(0.5, 300, 500)).ShouldBe([new VadEvent(true, 700), new VadEvent(false, 2000)]);
        Hear(8000, audio, new VadSettings(0.5, 0, 200)).ShouldBe([new VadEvent(true, 1000), new VadEvent(false, 1700)]);
    }

    [Fact]
    public void The_padding_does_not_reach_into_the_previous_utterance()
    {
        short[] audio = [.. Tone(2000), .. new short[2400], .. Tone(2000)];

        VadEvent[] events = Hear(8000, audio, new VadSettings(0.5, 1000, 200));

        events[0].AtMs.ShouldBe(0);
        events[2].AtMs.ShouldBe(events[1].AtMs);
    }

    [Fact]
    public void It_does_not_matter_how_the_audio_is_cut()
    {
        short[] audio = [.. new short[2000], .. Tone(3000), .. new short[4000], .. Tone(1000), .. new short[5000]];
        VadEvent[] whole = Hear(8000, audio);

        Prop.ForAll(Gen.Choose(1, 900).NonEmptyListOf().ToArbitrary(), sizes =>
        {
            var vad = new EnergyVad(8000, Settings);
            var events = new List<VadEvent>();
            int at = 0;
            for (int i = 0; at < audio.Length; i++)
            {
                int size = Math.Min(sizes[i % sizes.Count], audio.Length - at);
                vad.Process(audio.AsSpan(at, size), events);
                at += size;
            }

            events.ShouldBe(whole);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Beginnings_and_ends_alternate_and_time_never_goes_back()
    {
        Gen<(bool Loud, int Samples)> part =
            from loud in Gen.Elements(true, false)
            from windows in Gen.Choose(1, 80)
            select (loud, windows * 80);

        Prop.ForAll(part.ListOf().ToArbitrary(), parts =>
        {
            VadEvent[] events = Hear(8000, [.. parts.SelectMany(each => each.Loud ? Tone(each.Samples) : new short[each.Samples])]);

            events.Select((vad, index) => vad.Started == (index % 2 == 0)).ShouldAllBe(right => right);
            events.Select(vad => vad.AtMs).ShouldBe(events.Select(vad => vad.AtMs).Order());
        }).QuickCheckThrowOnFailure();
    }

    private static short[] Tone(int samples) => [.. Enumerable.Range(0, samples).Select(i => (short)(8000 * Math.Sin(i * 0.5)))];

    private static VadEvent[] Hear(int rate, ReadOnlySpan<short> audio, VadSettings? settings = null)
    {
        var events = new List<VadEvent>();
        new EnergyVad(rate, settings ?? Settings).Process(audio, events);
        return [.. events];
    }
}
