namespace AgenticAi.Audio.Resampling;

/// <summary>
/// A bank at work on one stream: the samples that its rows still reach, and the place of the next value that is due.
/// </summary>
/// <remarks>A place is counted at <see cref="PolyphaseBank.Up"/> times the input rate, from the first sample not yet loaded on.</remarks>
internal sealed class PolyphaseFilter
{
    /// <summary>Most samples at once: 20 ms at 24 kHz, so that the line stays in the first-level cache.</summary>
    public const int BlockSamples = 480;

    private const int SumsAtOnce = 160;

    private readonly PolyphaseBank _bank;
    private readonly int _stepSamples;
    private readonly int _stepPhases;
    private readonly float[] _line;

    private int _position;
    private int _phase;

    public PolyphaseFilter(PolyphaseBank bank)
    {
        _bank = bank;
        (_stepSamples, _stepPhases) = Math.DivRem(bank.Down, bank.Up);
        _line = new float[bank.Taps - 1 + BlockSamples];
    }

    /// <summary>How many values are due up to and with a place.</summary>
    public int Due(long last)
    {
        long next = (long)_position * _bank.Up + _phase;
        return last < next ? 0 : checked((int)((last - next) / _bank.Down + 1));
    }

    /// <summary>Loads a block, writes the values due by its end and returns how many.</summary>
    public int Run(ReadOnlySpan<short> block, Span<short> output)
    {
        int count = Due((long)block.Length * _bank.Up - 1);
        SampleVectors.Widen(block, _line.AsSpan(_bank.Taps - 1));
        Write(output[..count]);
        _line.AsSpan(block.Length, _bank.Taps - 1).CopyTo(_line);
        _position -= block.Length;
        return count;
    }

    /// <summary>Fills the output as if silence followed; after it only <see cref="Clear"/> makes sense.</summary>
    public void RunOut(Span<short> output)
    {
        _line.AsSpan(_bank.Taps - 1).Clear();
        Write(output);
    }

    public void Clear()
    {
        _line.AsSpan().Clear();
        (_position, _phase) = (0, 0);
    }

    private void Write(Span<short> output)
    {
        Span<float> sums = stackalloc float[SumsAtOnce];
        while (!output.IsEmpty)
        {
            sums = sums[..Math.Min(sums.Length, output.Length)];
            Sum(sums);
            SampleVectors.Narrow(sums, output);
            output = output[sums.Length..];
        }
    }

    // Fields are kept in locals meanwhile: the loop runs for every sample of every call.
    private void Sum(Span<float> sums)
    {
        (int up, int taps, int position, int phase) = (_bank.Up, _bank.Taps, _position, _phase);
        ReadOnlySpan<float> rows = _bank.Rows;
        ReadOnlySpan<float> line = _line;
        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] = DotProduct.Of(rows.Slice(phase * taps, taps), line.Slice(position, taps));
            position += _stepSamples;
            phase += _stepPhases;
            if (phase < up) continue;
            phase -= up;
            position++;
        }

        (_position, _phase) = (position, phase);
    }
}
