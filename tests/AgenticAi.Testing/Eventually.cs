namespace AgenticAi.Testing;

/// <summary>Waits for what can only be looked at: nothing tells when it comes true.</summary>
public static class Eventually
{
    /// <summary>How often is looked at once before the processor is left to others in between.</summary>
    private const int LooksAtOnce = 100;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    /// <summary>Completes when the condition holds; fails after <see cref="TestTimeout.Default"/>, naming what was waited for.</summary>
    public static Task TrueAsync(Func<bool> condition, string what) => TrueAsync(() => ValueTask.FromResult(condition()), what);

    /// <summary>The same for a condition that has to be asked for.</summary>
    public static Task TrueAsync(Func<ValueTask<bool>> condition, string what) => TrueAsync(condition, what, TestTimeout.Default);

    internal static async Task TrueAsync(Func<ValueTask<bool>> condition, string what, TimeSpan alarm)
    {
        long began = TimeProvider.System.GetTimestamp();
        for (int looks = 1; !await condition(); looks++)
        {
            if (TimeProvider.System.GetElapsedTime(began) > alarm)
                throw new TimeoutException($"Waited {alarm.TotalSeconds:0.###} s for {what}.");
            if (looks < LooksAtOnce) await Task.Yield();
            else await Task.Delay(Pause, TimeProvider.System, CancellationToken.None);
        }
    }
}
