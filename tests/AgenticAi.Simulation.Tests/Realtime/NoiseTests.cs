using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using AgenticAi.Audio.G711;
using AgenticAi.Audio.Resampling;
using AgenticAi.Simulation.Realtime;
using AgenticAi.Simulation.Realtime.Hearing;
using AgenticAi.Simulation.Scenarios;
using AgenticAi.Simulation.Speech;
using AgenticAi.Simulation.Twilio;
using FsCheck;
using FsCheck.Fluent;

namespace AgenticAi.Simulation.Tests.Realtime;

public sealed class NoiseTests
{
    public static TheoryData<string> Speech => [.. SpeechLibrary.EmbeddedNames];

    [Fact]
    public void A_noise_is_known_at_any_place_of_the_audio_however_it_is_cut_and_however_it_came()
    {
        var cases =
            from before in Gen.Choose(0, 1000)
            from length in Gen.Choose(60, 700)
            from piece in Gen.Choose(1, 5000)
            from resampled in Gen.Elements(false, true)
            select (before, length, piece, resampled);
        Prop.ForAll(cases.ToArbitrary(), given =>
        {
            int rate = given.resampled ? 24_000 : 8000;
            short[] telephone = Telephone([.. new short[given.before], .. Burst(given.length), .. new short[4000]]);
            short[] audio = given.resampled ? ClipResampler.Resample(telephone, 8000, 24_000) : telephone;
            return Judge(audio, rate, given.piece);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [MemberData(nameof(Speech))]
    public void Speech_is_no_noise(string name)
    {
        foreach (int rate in new[] { 8000, 24_000 })
            Judge(SpeechLibrary.Embedded.Load(name, rate).Samples.ToArray(), rate, 160).ShouldBeFalse();
    }

    [Fact]
    public void Neither_the_synthetic_voice_nor_silence_nor_words_with_a_noise_among_them_are_noise()
    {
        Judge(SyntheticVoice.Speak("Something of some length.", 8000).Samples.ToArray(), 8000, 160).ShouldBeFalse();
        Judge(new short[16_000], 8000, 160).ShouldBeFalse();
        Judge([.. SpeechLibrary.Embedded.Load("caller-hello", 8000).Samples.Span, .. Burst(300)], 8000, 160).ShouldBeFalse();
    }

    [Fact]
    public void What_was_before_an_utterance_does_not_count()
    {
        var ear = new NoiseEar(8000, startMs: 500);
        ear.Process(Burst(1000));
        ear.Process(SpeechLibrary.Embedded.Load("caller-hello", 8000).Samples.Span);

        ear.IsNoise(1500, 3000).ShouldBeFalse();
        ear.IsNoise(500, 1500).ShouldBeFalse("it is forgotten");
    }

    [Theory]
    [InlineData("""{"type":"audio/pcm","rate":24000}""", 24_000)]
    [InlineData("""{"type":"audio/pcmu"}""", 8000)]
    public async Task A_noise_has_an_empty_transcript_and_uses_up_no_line_of_the_scenario(string format, int rate)
    {
        await using SimulatedRealtimeServer server = await RealtimeFixture.StartAsync();
        using RawRealtimeClient client = await RawRealtimeClient.ConnectAsync(server.Url);
        await client.UpdateAsync(
            "\"audio\":{\"input\":{\"format\":" + format + ",\"transcription\":{\"model\":\"gpt-transcribe\"},"
            + "\"turn_detection\":{\"type\":\"server_vad\",\"create_response\":false}}}");
        await AppendAsync(client, rate, SteadyTone.Burst(TimeSpan.FromMilliseconds(400), rate));
        (await TranscribedAsync(client)).ShouldBe("");
        client.Types.ShouldNotContain("conversation.item.input_audio_transcription.delta");
        await client.SendAsync("""{"type":"response.create"}""");
        (await client.TranscriptAsync()).ShouldBe("Sorry, I did not catch that.");
        await client.UntilAsync("response.done");
        await AppendAsync(client, rate, SpeechLibrary.Embedded.Load("caller-hello", rate));
        (await TranscribedAsync(client)).ShouldBe("Hello, are you there?");
        await client.SendAsync("""{"type":"response.create"}""");

        (await client.TranscriptAsync()).ShouldBe("Yes, I am here.");
        IReadOnlyList<RealtimeItem> items = server.Sessions[0].Items;
        items.Select(item => item.IsNoise).ShouldBe([true, false, false, false]);
        items[0].Text.ShouldBe("");
    }

    [Fact]
    public async Task What_a_noise_is_answered_with_can_be_asked_for()
    {
        await using SimulatedRealtimeServer server = await RealtimeFixture.StartAsync();
        using RawRealtimeClient client = await RawRealtimeClient.ConnectAsync(server.Url);
        await client.UpdateAsync(
            "\"audio\":{\"input\":{\"turn_detection\":{\"type\":\"server_vad\",\"create_response\":false}}}");
        await AppendAsync(client, 24_000, SteadyTone.Burst(TimeSpan.FromMilliseconds(400), 24_000));
        await client.UntilAsync("input_audio_buffer.committed");
        await client.SendAsync("""{"type":"response.create","response":{"instructions":"Say \"Hello?\""}}""");

        (await client.TranscriptAsync()).ShouldBe("Hello?");
    }

    [Fact]
    public void The_caller_of_a_scenario_makes_the_noise()
    {
        var line = new NoiseLine(CallerCue.AfterPrevious(TimeSpan.Zero), TimeSpan.FromMilliseconds(400));
        var say = CallerStep.From(line, SpeechLibrary.Embedded).Action.ShouldBeOfType<SayAction>();

        say.Text.ShouldBeEmpty();
        say.Clip.Duration.ShouldBe(line.Length);
        Judge(say.Clip.Samples.ToArray(), 8000, 160).ShouldBeTrue();
    }

    private static bool Judge(short[] audio, int rate, int piece)
    {
        var ear = new NoiseEar(rate, startMs: 0);
        foreach (short[] part in audio.Chunk(piece)) ear.Process(part);
        return ear.IsNoise(0, int.MaxValue);
    }

    private static short[] Burst(int milliseconds) =>
        SteadyTone.Burst(TimeSpan.FromMilliseconds(milliseconds), 8000).Samples.ToArray();

    private static short[] Telephone(short[] pcm)
    {
        var encoded = new byte[pcm.Length];
        var decoded = new short[pcm.Length];
        MuLaw.Encode(pcm, encoded);
        MuLaw.Decode(encoded, decoded);
        return decoded;
    }

    private static async Task AppendAsync(RawRealtimeClient client, int rate, SpeechClip clip)
    {
        short[] pcm = [.. clip.Samples.Span, .. new short[rate * 7 / 10]];
        foreach (short[] piece in pcm.Chunk(rate / 10))
        {
            var mulaw = new byte[piece.Length];
            MuLaw.Encode(piece, mulaw);
            await client.AppendAsync(rate == 8000 ? mulaw : MemoryMarshal.AsBytes<short>(piece));
        }
    }

    private static async Task<string> TranscribedAsync(RawRealtimeClient client)
    {
        JsonObject completed = await client.UntilAsync("conversation.item.input_audio_transcription.completed");
        return completed["transcript"]!.GetValue<string>();
    }
}
