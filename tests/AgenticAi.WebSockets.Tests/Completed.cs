using System.Diagnostics.CodeAnalysis;

namespace AgenticAi.WebSockets.Tests;

/// <summary>Takes the result of what must have completed by now: a test that steps through it on one thread never waits.</summary>
[SuppressMessage("Usage", "VSTHRD002", Justification = "Nothing waits here: what is not complete fails the test.")]
internal static class Completed
{
    public static T Result<T>(ValueTask<T> task) =>
        task.IsCompleted ? task.GetAwaiter().GetResult() : throw new InvalidOperationException("Not complete yet.");

    public static void Result(ValueTask task)
    {
        if (!task.IsCompleted) throw new InvalidOperationException("Not complete yet.");
        task.GetAwaiter().GetResult();
    }
}
