namespace AgenticAi.WebSockets.Tests;

/// <summary>Counts what one thread allocates.</summary>
internal static class Allocations
{
    private const int Rounds = 5_000;

    /// <summary>
    /// Bytes that many rounds of an action allocate on this thread, after as many to warm up. Without a synchronisation context,
    /// as in a server, so that what completes inside the action also continues there.
    /// </summary>
    public static long Of(Action round)
    {
        SynchronizationContext? context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            for (int i = 0; i < Rounds; i++) round();
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < Rounds; i++) round();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }
}
