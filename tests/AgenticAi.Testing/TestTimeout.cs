namespace AgenticAi.Testing;

/// <summary>The one bound on anything a test waits for. It is an alarm for what hangs, never a measure of speed.</summary>
public static class TestTimeout
{
    public static readonly TimeSpan Default = TimeSpan.FromSeconds(60);

    public static Task Within(this Task task) => task.WaitAsync(Default, TimeProvider.System);

    public static Task<T> Within<T>(this Task<T> task) => task.WaitAsync(Default, TimeProvider.System);

    public static Task Within(this ValueTask task) => task.AsTask().Within();

    public static Task<T> Within<T>(this ValueTask<T> task) => task.AsTask().Within();
}
