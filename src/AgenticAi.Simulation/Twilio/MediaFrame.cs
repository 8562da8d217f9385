namespace AgenticAi.Simulation.Twilio;

/// <summary>The telephone's audio: μ-law at 8 kHz, in frames of 20 ms.</summary>
internal static class MediaFrame
{
    public const int SampleRate = 8000;
    public const int Samples = 160;

    public static readonly TimeSpan Duration = TimeSpan.FromMilliseconds(20);

    public static TimeSpan ToTime(long samples) => TimeSpan.FromTicks(samples * (TimeSpan.TicksPerSecond / SampleRate));

    public static long ToSamples(TimeSpan time) => time.Ticks / (TimeSpan.TicksPerSecond / SampleRate);
}
