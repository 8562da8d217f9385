using System.Numerics;
using AgenticAi.Audio.G711;
using AgenticAi.Configuration;
using AgenticAi.Simulation.Realtime;
using AgenticAi.Simulation.Scenarios;
using AgenticAi.Simulation.Speech;
using AgenticAi.Simulation.Twilio;
using AgenticAi.Testing;

namespace AgenticAi.Tests.Calls;

/// <summary>
/// What arrives at the other end of a whole call, in real time, compared with what was said, by a measure that knows nothing of our
/// filter.
/// </summary>
[Collection(nameof(Alone))]
public sealed class AudioFidelityTests
{
    private const int BandHz = 3400;

    [Fact]
    public async Task What_the_caller_says_arrives_at_the_model_bit_for_bit_in_mulaw()
    {
        (short[] said, short[] heard) = await SpeakAsync(AudioFormatSetting.Pcmu);
        heard.AsSpan(0, said.Length).SequenceEqual(said).ShouldBeTrue();
    }

    [Fact]
    public async Task What_the_caller_says_arrives_at_the_model_resampled_with_80_db()
    {
        (short[] said, short[] heard) = await SpeakAsync(AudioFormatSetting.Pcm16);
        // 47 samples at 24 kHz: the filter's own delay of 1.958 ms.
        SignalToNoise(said, 8000, heard, 24000, delaySeconds: 47.0 / 24000).ShouldBeGreaterThan(80);
    }

    /// <summary>The telephone has at least 100 ms ahead of it: only a stall of the machine can make it run dry, and no longer than that.</summary>
    [Fact]
    public async Task What_the_model_says_arrives_at_the_caller_bit_for_bit_in_mulaw_and_in_one_piece_but_for_stalls_of_the_machine()
    {
        Scenario scenario = Scenario.Embedded("short");
        string speech = ((SpokenPart)scenario.Replies[0].Parts[0]).Speech!;
        byte[] expected = new byte[SpeechLibrary.Embedded.Load(speech, 8000).Samples.Length];
        MuLaw.Encode(SpeechLibrary.Embedded.Load(speech, 8000).Samples.Span, expected);

        short[] decoded = new short[expected.Length];
        MuLaw.Decode(expected, decoded);
        await using Exchange exchange = await Exchange.OpenAsync(time: TimeProvider.System, config: config => config with
        {
            OpenAIRealtime = config.OpenAIRealtime with { AudioFormat = AudioFormatSetting.Pcmu },
        });
        (CallRecord record, StallWatch machine) = await ListenAsync(exchange, scenario);
        ShouldBeDryOnlyInStalls(record, machine);
        record.Stream.Played.ShouldBe((expected.Length + 159) / 160 * 160);
        Played(record).AsSpan().IndexOf(decoded.AsSpan()).ShouldBeGreaterThanOrEqualTo(0, "the whole sentence, in its order");
    }

    [Fact]
    public async Task Odd_bytes_in_the_models_audio_do_no_harm()
    {
        await using Exchange exchange = await Exchange.OpenAsync(
            time: TimeProvider.System, model: options => options with { DeltaBytes = [4801, 999, 1, 2047] });
        Scenario scenario = Scenario.Embedded("short");
        (CallRecord record, StallWatch machine) = await ListenAsync(exchange, scenario);
        ShouldBeDryOnlyInStalls(record, machine);
        string speech = ((SpokenPart)scenario.Replies[0].Parts[0]).Speech!;
        SpeechClip clip = SpeechLibrary.Embedded.Load(speech, 8000);
        ((double)record.Stream.Played).ShouldBe(clip.Samples.Length, tolerance: 320);
        Correlation(clip.Samples.Span, Played(record)).ShouldBeGreaterThan(0.99);
    }

    /// <summary>What the measure of the two tests above is worth: it finds the gaps that come from the audio.</summary>
    [Fact]
    public async Task A_model_that_speaks_half_as_fast_as_it_is_heard_is_silent_for_half_of_the_time()
    {
        await using Exchange exchange = await Exchange.OpenAsync(time: TimeProvider.System, model: options => options with { Speed = 0.5 });
        (CallRecord record, _) = await ListenAsync(exchange, Scenario.Embedded("short"));
        Dry(record).ShouldBeGreaterThan(TimeSpan.FromSeconds(record.Stream.Played / 8000.0 / 2));
    }

    private static async Task<(CallRecord Record, StallWatch Machine)> ListenAsync(Exchange exchange, Scenario scenario)
    {
        using var machine = new StallWatch();
        return (await exchange.CallAsync(CallPlan.ForScenario(scenario)), machine);
    }

    private static void ShouldBeDryOnlyInStalls(CallRecord record, StallWatch machine)
    {
        TimeSpan dry = Dry(record);
        TestContext.Current.TestOutputHelper?.WriteLine($"Dry for {dry.TotalMilliseconds} ms, stalled for {machine.Stalled.TotalMilliseconds} ms.");
        dry.ShouldBeLessThanOrEqualTo(machine.Stalled);
    }

    private static TimeSpan Dry(CallRecord record) => TimeSpan.FromTicks(record.Stream.Gaps.Sum(gap => gap.Length.Ticks));

    /// <summary>All that the caller heard, without the gaps in between.</summary>
    private static short[] Played(CallRecord record) =>
        [.. record.Stream.Runs.SelectMany(run => record.AgentAudio.Slice(SampleAt(run.At), (int)run.Samples).ToArray())];

    // In whole ticks: a sample is 1,250 of them.
    private static int SampleAt(TimeSpan time) => (int)(time.Ticks * 8000 / TimeSpan.TicksPerSecond);

    /// <summary>Says a recorded sentence into a call, and returns it with what the model got, from the same moment on.</summary>
    private static async Task<(short[] Said, short[] Heard)> SpeakAsync(AudioFormatSetting format)
    {
        await using Exchange exchange = await Exchange.OpenAsync(time: TimeProvider.System, config: config => config with
        {
            OpenAIRealtime = config.OpenAIRealtime with { AudioFormat = format },
        });
        SayLine line = Scenario.Embedded("short").Caller.OfType<SayLine>().First();
        SpeechClip clip = SpeechLibrary.Embedded.Load(line.Speech, 8000);
        CallRecord record = await exchange.CallAsync(new CallPlan
        {
            Steps =
            [
                new CallerStep(new AtCue(TimeSpan.FromMilliseconds(300)), new SayAction(clip, line.Text)),
                new CallerStep(new AfterPreviousCue(TimeSpan.FromMilliseconds(300)), new HangUpAction()),
            ],
        });
        RealtimeSession session = exchange.Model.Sessions.Single();
        await session.Completion.Within();

        byte[] encoded = new byte[clip.Samples.Length];
        MuLaw.Encode(clip.Samples.Span, encoded);
        short[] said = new short[encoded.Length];
        MuLaw.Decode(encoded, said);
        int factor = session.ReceivedSampleRate / 8000;
        short[] all = session.ReceivedAudio;
        int at = factor == 1 ? all.AsSpan().IndexOf(said.AsSpan()) : CoarseStart(said, all, factor);
        at.ShouldBeGreaterThanOrEqualTo(0, "the model must have received the sentence");
        return (said, all[at..Math.Min(all.Length, at + (said.Length * factor) + 480)]);
    }

    /// <summary>The frame at which the sentence begins: frames are 20 ms, so only their starts come into question.</summary>
    private static int CoarseStart(short[] said, short[] heard, int factor)
    {
        int frame = 160 * factor;
        const int delay = 47;
        return Enumerable.Range(0, (heard.Length / frame) - (said.Length / 160))
            .Select(index => index * frame)
            .MaxBy(at => Enumerable.Range(0, said.Length).Sum(
                i => at + delay + (i * factor) < heard.Length ? (double)said[i] * heard[at + delay + (i * factor)] : 0));
    }

    /// <summary>Compares two recordings of the same sound bin by bin within the telephone band, silence around both.</summary>
    private static double SignalToNoise(short[] reference, int referenceRate, short[] other, int otherRate, double delaySeconds)
    {
        int factor = otherRate / referenceRate;
        int length = 1;
        while (length < reference.Length + 480) length *= 2;
        Complex[] expected = Spectrum(reference, length);
        Complex[] actual = Spectrum(other, length * factor, factor == 3 ? 3 : 1);
        double signal = 0, noise = 0;
        for (int bin = 1; bin < BandHz * length / referenceRate; bin++)
        {
            double hz = (double)bin * referenceRate / length;
            Complex aligned = actual[bin] / factor * Complex.FromPolarCoordinates(1, 2 * Math.PI * hz * delaySeconds);
            signal += expected[bin].Magnitude * expected[bin].Magnitude;
            noise += (aligned - expected[bin]).Magnitude * (aligned - expected[bin]).Magnitude;
        }

        return 10 * Math.Log10(signal / noise);
    }

    /// <summary>The spectrum of a signal of <paramref name="length"/> samples: a power of two, or three times one.</summary>
    private static Complex[] Spectrum(short[] samples, int length, int radix = 1)
    {
        var padded = new Complex[length];
        for (int i = 0; i < Math.Min(samples.Length, length); i++) padded[i] = samples[i];
        if (radix == 1) return Fourier(padded);
        int part = length / 3;
        Complex[][] thirds = [.. Enumerable.Range(0, 3).Select(offset => Fourier([.. Enumerable.Range(0, part).Select(i => padded[(3 * i) + offset])]))];
        return [.. Enumerable.Range(0, length).Select(bin => thirds[0][bin % part]
            + (Complex.FromPolarCoordinates(1, -2 * Math.PI * bin / length) * thirds[1][bin % part])
            + (Complex.FromPolarCoordinates(1, -4 * Math.PI * bin / length) * thirds[2][bin % part]))];
    }

    private static Complex[] Fourier(Complex[] signal)
    {
        if (signal.Length == 1) return signal;
        Complex[] even = Fourier([.. signal.Where((_, i) => i % 2 == 0)]);
        Complex[] odd = Fourier([.. signal.Where((_, i) => i % 2 == 1)]);
        var spectrum = new Complex[signal.Length];
        for (int bin = 0; bin < even.Length; bin++)
        {
            Complex turned = Complex.FromPolarCoordinates(1, -2 * Math.PI * bin / signal.Length) * odd[bin];
            spectrum[bin] = even[bin] + turned;
            spectrum[bin + even.Length] = even[bin] - turned;
        }

        return spectrum;
    }

    /// <summary>The best normalised correlation of a short signal within a long one.</summary>
    private static double Correlation(ReadOnlySpan<short> pattern, ReadOnlySpan<short> signal)
    {
        double best = 0;
        double patternEnergy = 0;
        foreach (short sample in pattern) patternEnergy += (double)sample * sample;
        for (int at = 0; at + pattern.Length <= signal.Length; at++)
        {
            double product = 0, energy = 0;
            for (int i = 0; i < pattern.Length; i += 8)
            {
                product += (double)pattern[i] * signal[at + i];
                energy += (double)signal[at + i] * signal[at + i];
            }

            if (energy > 0) best = Math.Max(best, product * 8 / Math.Sqrt(patternEnergy * energy * 8));
        }

        return best;
    }
}
