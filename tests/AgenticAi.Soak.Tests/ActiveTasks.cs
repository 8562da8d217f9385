using System.Runtime.CompilerServices;

namespace AgenticAi.Soak.Tests;

/// <summary>
/// The tasks of this process that were started and have not ended. The runtime keeps a list of them for debuggers, once it is told to
/// (https://github.com/dotnet/runtime/blob/v10.0.0/src/libraries/System.Private.CoreLib/src/System/Threading/Tasks/Task.cs,
/// s_asyncDebuggingEnabled); should it ever be called otherwise, every use of it here throws.
/// </summary>
internal static class ActiveTasks
{
    /// <summary>Begins to keep the list. Tasks that began before are not in it.</summary>
    public static void Watch() => IsWatching(null) = true;

    /// <summary>
    /// How many there are of each kind: for an async method its name, else the type of the task. Those that have ended, of which the
    /// runtime leaves some in its list, are taken out, so that they can be collected.
    /// </summary>
    public static SortedDictionary<string, int> ByKind()
    {
        Dictionary<int, Task> all = All(null) ?? [];
        Task[] tasks;
        lock (all)
        {
            foreach (Task ended in all.Values.Where(task => task.IsCompleted).ToArray()) all.Remove(ended.Id);
            tasks = [.. all.Values];
        }

        var kinds = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (Task task in tasks)
        {
            // The box of an async method has the method's state machine as its last type argument.
            Type kind = task.GetType() is { IsGenericType: true } box && box.Name.Contains("StateMachineBox", StringComparison.Ordinal)
                ? box.GetGenericArguments()[^1] : task.GetType();
            string name = kind.DeclaringType is { } owner ? $"{owner.FullName}.{kind.Name}" : kind.Name;
            kinds[name] = kinds.GetValueOrDefault(name) + 1;
        }

        return kinds;
    }

    [UnsafeAccessor(UnsafeAccessorKind.StaticField, Name = "s_asyncDebuggingEnabled")]
    private static extern ref bool IsWatching(Task? type);

    [UnsafeAccessor(UnsafeAccessorKind.StaticField, Name = "s_currentActiveTasks")]
    private static extern ref Dictionary<int, Task>? All(Task? type);
}
