namespace AgenticAi.Audio.Tests;

/// <summary>Counts what a piece of work allocates once it has run often enough to be compiled for good.</summary>
internal static class Allocations
{
    private const int Rounds = 200;

    public static long Of(Action work)
    {
        for (int i = 0; i < Rounds; i++) work();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Rounds; i++) work();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
