using AgenticAi.Audio.G711;
using AgenticAi.Simulation.Twilio;
using FsCheck;
using FsCheck.Fluent;

namespace AgenticAi.Simulation.Tests.Twilio;

public sealed class EchoTests
{
    private const byte Loud = 0x90;

    private static readonly short LoudSample = MuLaw.Decode(Loud);

    [Fact]
    public void What_was_played_comes_back_later_quieter_and_added_to_the_callers_own_voice()
    {
        var path = new EchoPath(new LineEcho(20, TimeSpan.FromMilliseconds(1)));
        path.Play(100, [Loud, Loud]);
        short[] voice = [50, 50, 50, 50];
        path.AddTo(104, voice);
        voice.ShouldBe([50, 50, 50, 50]);
        path.AddTo(107, voice.AsSpan(0, 2));

        voice.ShouldBe([50, (short)Math.Round(50 + 0.1 * LoudSample), 50, 50]);
    }

    [Fact]
    public void A_sum_that_is_too_loud_is_clipped()
    {
        var path = new EchoPath(new LineEcho(0, TimeSpan.Zero));
        path.Play(0, [Loud]);
        short[] voice = [30_000];
        path.AddTo(0, voice);

        voice.ShouldBe([short.MaxValue]);
    }

    [Fact]
    public void However_the_audio_is_cut_the_echo_is_the_same()
    {
        var cuts = from delay in Gen.Choose(0, 40) from played in Gen.Choose(1, 700).ListOf(12) select (delay, played);
        Prop.ForAll(cuts.ToArbitrary(), given =>
        {
            var whole = new EchoPath(new LineEcho(6, TimeSpan.FromMilliseconds(given.delay)));
            var pieces = new EchoPath(new LineEcho(6, TimeSpan.FromMilliseconds(given.delay)));
            byte[] audio = [.. Enumerable.Range(0, given.played.Sum()).Select(i => (byte)(i * 7))];
            whole.Play(0, audio);
            short[] expected = new short[audio.Length + 400];
            whole.AddTo(0, expected);
            int at = 0;
            foreach (int length in given.played) pieces.Play(at, audio.AsSpan((at += length) - length, length));
            short[] heard = new short[expected.Length];
            for (int frame = 0; frame < heard.Length; frame += 160)
                pieces.AddTo(frame, heard.AsSpan(frame, Math.Min(160, heard.Length - frame)));
            return heard.SequenceEqual(expected);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public async Task Only_what_the_caller_heard_comes_back_and_not_what_was_thrown_away()
    {
        var plan = new CallPlan { Echo = new LineEcho(6.02, TimeSpan.FromMilliseconds(40)) };
        await using var call = await ManualCall.DialAsync(plan);
        await call.Stream.UntilAsync("start");
        await call.Stream.PlayAsync([.. Enumerable.Repeat(Loud, 8000)]);
        await call.ReceivedAsync(8000);
        await call.PassAsync(100);
        await call.Stream.ClearAsync();
        await call.ClearedAsync();
        await call.PassAsync(200);
        var heard = new List<byte>();
        while (heard.Count < 15 * 160)
            heard.AddRange(Convert.FromBase64String((string)(await call.Stream.UntilAsync("media"))["media"]!["payload"]!));
        call.Phone.HangUp();
        await call.Stream.ReadToEndAsync();
        CallRecord record = await call.Phone.Completion;

        byte echo = MuLaw.Encode((short)Math.Round(LoudSample * Math.Pow(10, -6.02 / 20)));
        byte silence = 0xFF;
        record.Stream.Played.ShouldBe(800);
        heard.ShouldBe(Enumerable.Repeat(silence, 320).Concat(Enumerable.Repeat(echo, 800)).Concat(Enumerable.Repeat(silence, 1280)));
        int offset = (int)(record.Stream.StartedAt.TotalSeconds * 8000) + 320;
        record.CallerAudio.Span[offset].ShouldBe((short)Math.Round(LoudSample * Math.Pow(10, -6.02 / 20)));
    }

    [Fact]
    public async Task A_call_without_time_has_no_echo()
    {
        var twilio = new SimulatedTwilio(new SimulatedTwilioOptions { WebhookUrl = new Uri("http://127.0.0.1:1/") });
        var plan = new CallPlan { Unpaced = true, Echo = new LineEcho(20, TimeSpan.Zero) };

        await Should.ThrowAsync<ArgumentException>(() => twilio.DialAsync(plan, TestContext.Current.CancellationToken));
        Should.Throw<ArgumentOutOfRangeException>(() => new LineEcho(20, TimeSpan.FromMilliseconds(-1)));
    }
}
