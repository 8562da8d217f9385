namespace AgenticAi.Audio.Resampling;

/// <summary>
/// The sample rates, in Hz, between which audio can be converted: telephony, the voice models, and what recordings commonly use.
/// </summary>
/// <remarks>A closed list, because each pair of rates needs a filter of its own, which is kept once made.</remarks>
public static class SampleRates
{
    private static readonly int[] Rates = [8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000];

    /// <summary>All of them, ascending.</summary>
    public static ReadOnlySpan<int> All => Rates;

    /// <summary>Throws unless the rate is one of <see cref="All"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static void Require(int rate, string parameter)
    {
        if (!Rates.Contains(rate))
            throw new ArgumentOutOfRangeException(parameter, rate, $"A sample rate must be one of {string.Join(", ", Rates)} Hz.");
    }
}
