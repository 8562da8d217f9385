using System.Runtime.InteropServices;
using AgenticAi.Audio.Framing;
using AgenticAi.Audio.Resampling;

namespace AgenticAi.Calls.Audio;

/// <summary>
/// PCM16 from one rate to another, seamless across frames. A byte that is half a sample waits for its other half in the next frame
/// of the same part; a new part starts with a whole sample. At the end of a part the tail that the filter holds comes out with it.
/// </summary>
public sealed class FrameResampler(AudioBuffers buffers, int inputRate, int outputRate)
{
    private readonly StreamingResampler _resampler = new(inputRate, outputRate);
    private readonly SampleAligner _aligner = new();
    private SpeechPart? _part;

    /// <summary>Designs the filter ahead of the first call, which would otherwise wait a tenth of a second for it.</summary>
    public static void Prepare(int inputRate, int outputRate) => _ = new StreamingResampler(inputRate, outputRate);

    /// <summary>Resamples the frame in place.</summary>
    /// <returns>False when nothing came out: what went in waits for the next frame.</returns>
    public bool Process(AudioFrame frame)
    {
        AudioBuffer input = frame.Buffer;
        if (!ReferenceEquals(frame.Part, _part))
        {
            _part = frame.Part;
            _aligner.Reset();
        }

        using AudioBuffer whole = buffers.Rent(SampleAligner.MaxSamples(input.Length) * sizeof(short));
        Span<short> samples = SamplesOf(whole);
        samples = samples[.._aligner.Align(input.Span, samples)];

        int most = _resampler.MaxOutput(samples.Length) + (frame.EndsPart ? _resampler.MaxFlushOutput : 0);
        AudioBuffer made = buffers.Rent(most * sizeof(short));
        Span<short> room = SamplesOf(made);
        int written = _resampler.Process(samples, room);
        if (frame.EndsPart) written += _resampler.Flush(room[written..]);
        frame.Replace(made.Cut(written * sizeof(short)));
        return written > 0 || frame.EndsPart;
    }

    private static Span<short> SamplesOf(AudioBuffer buffer) => MemoryMarshal.Cast<byte, short>(buffer.Span);
}
