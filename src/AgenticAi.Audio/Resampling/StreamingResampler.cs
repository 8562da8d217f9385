namespace AgenticAi.Audio.Resampling;

/// <summary>
/// Changes the sample rate of a stream of PCM16 samples, mono, with a linear-phase polyphase filter whose state is carried from piece to
/// piece: however the input is cut, the output is the same to the bit.
/// </summary>
/// <remarks>
/// <para>
/// Between 8 and 24 kHz a full-scale sine of 0 to 3.4 kHz keeps 80 dB of signal to noise, rounding to 16 bits included, and its level
/// within 0.002 dB; 4.6 to 12 kHz are 83 dB down. In general the pass band ends at 0.425 of the lower rate and the stop band begins at
/// 0.575 of it; the other ratios reach 79 dB and more.
/// </para>
/// <para>
/// Between the bands the filter falls: on the way to 8 kHz 1 dB at 3.7 kHz, 7 dB at 4.0, 17 dB at 4.2, 35 dB at 4.4. What lies above
/// 4.0 kHz there folds, weakened by that much, into 3.4 to 4.0 kHz: above the telephone band, which stays clean. Louder than full
/// scale is clipped.
/// </para>
/// <para>Allocates in the constructor only. Not thread-safe: one stream, one instance.</para>
/// </remarks>
public sealed class StreamingResampler
{
    private readonly PolyphaseBank _bank;
    private readonly PolyphaseFilter _filter;
    private bool _started;

    /// <param name="inputRate">Hz, one of <see cref="SampleRates.All"/>.</param>
    /// <param name="outputRate">Hz, one of <see cref="SampleRates.All"/>. Equal to the input rate, samples pass unchanged.</param>
    /// <exception cref="ArgumentOutOfRangeException">A rate is none of those.</exception>
    public StreamingResampler(int inputRate, int outputRate)
    {
        SampleRates.Require(inputRate, nameof(inputRate));
        SampleRates.Require(outputRate, nameof(outputRate));
        _bank = PolyphaseBank.For(inputRate, outputRate);
        _filter = new PolyphaseFilter(_bank);
        Delay = TimeSpan.FromSeconds(_bank.Delay / ((double)_bank.Up * inputRate));
    }

    /// <summary>
    /// Time by which the output lags behind the input: just under 16 samples of the lower rate, 1.96 ms between 8 and 24 kHz.
    /// </summary>
    public TimeSpan Delay { get; }

    /// <summary>The most samples that <see cref="Flush"/> writes.</summary>
    public int MaxFlushOutput => Math.Max(0, TailEnd / _bank.Down + 1);

    // The place of the last value that the newest sample still reaches.
    private int TailEnd => 2 * _bank.Delay - _bank.Up;

    /// <summary>The most samples that <see cref="Process"/> writes for so many samples.</summary>
    public int MaxOutput(int inputSamples)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(inputSamples);
        return checked((int)(((long)inputSamples * _bank.Up + _bank.Down - 1) / _bank.Down));
    }

    /// <summary>Writes all output that the input so far determines and returns the number of samples written.</summary>
    /// <exception cref="ArgumentException">
    /// <paramref name="output"/> is too short; <see cref="MaxOutput"/> is always enough. Nothing was taken.
    /// </exception>
    public int Process(ReadOnlySpan<short> input, Span<short> output)
    {
        RequireRoom(output, _filter.Due((long)input.Length * _bank.Up - 1));
        _started |= !input.IsEmpty;
        int written = 0;
        while (!input.IsEmpty)
        {
            ReadOnlySpan<short> block = input[..Math.Min(input.Length, PolyphaseFilter.BlockSamples)];
            written += _filter.Run(block, output[written..]);
            input = input[block.Length..];
        }

        return written;
    }

    /// <summary>
    /// Writes what the last samples still cause, as if silence followed, and starts anew. Nothing when there was no input since the start.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// <paramref name="output"/> is too short; <see cref="MaxFlushOutput"/> is always enough. Nothing was taken.
    /// </exception>
    public int Flush(Span<short> output)
    {
        int count = _started ? _filter.Due(TailEnd) : 0;
        RequireRoom(output, count);
        _filter.RunOut(output[..count]);
        Reset();
        return count;
    }

    /// <summary>Forgets all input: the next output is that of a new instance.</summary>
    public void Reset()
    {
        _filter.Clear();
        _started = false;
    }

    private static void RequireRoom(Span<short> output, int needed)
    {
        if (output.Length < needed) throw new ArgumentException($"{needed} samples do not fit into {output.Length}.", nameof(output));
    }
}
