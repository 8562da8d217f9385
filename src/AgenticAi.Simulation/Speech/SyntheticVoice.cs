namespace AgenticAi.Simulation.Speech;

/// <summary>
/// Sound with the rhythm of a given text, for replies nobody recorded: a buzz of 140 Hz with falling overtones,
/// one swell a word. It is not understandable, but it has the length, loudness and pauses of speech, and never varies.
/// </summary>
public static class SyntheticVoice
{
    // A calm speaker says about 15 letters a second.
    private const int MillisecondsPerLetter = 66;
    private const int PauseMilliseconds = 40;
    private const double Pitch = 140;
    private const int Overtones = 18;
    private const double Loudness = 9000;

    /// <summary>Speaks a text.</summary>
    /// <returns>Mono speech at <paramref name="sampleRate"/>; at least one word long.</returns>
    public static SpeechClip Speak(string text, int sampleRate)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0) words = ["hm"];
        var samples = new List<short>();
        foreach (string word in words)
        {
            AddWord(samples, sampleRate, Math.Max(word.Length, 3) * MillisecondsPerLetter * sampleRate / 1000);
            samples.AddRange(Enumerable.Repeat((short)0, PauseMilliseconds * sampleRate / 1000));
        }

        return new SpeechClip($"\"{text}\"", sampleRate, samples.ToArray());
    }

    private static void AddWord(List<short> samples, int sampleRate, int length)
    {
        for (int i = 0; i < length; i++)
        {
            double swell = Math.Sqrt(Math.Sin(Math.PI * (i + 0.5) / length));
            samples.Add((short)(Loudness * swell * Buzz((double)i / sampleRate)));
        }
    }

    private static double Buzz(double seconds)
    {
        double sum = 0;
        for (int overtone = 1; overtone <= Overtones; overtone++)
            sum += Math.Sin(2 * Math.PI * Pitch * overtone * seconds) / overtone;
        return sum / 2;
    }
}
