using System.Text.Json;

namespace ExampleAgentSample;

/// <summary>A table that was booked.</summary>
internal sealed record Booking(string People, string Day, string Time)
{
    public override string ToString() => $"a table for {People} on {Day} at {Time}";
}

/// <summary>What one caller has asked for.</summary>
internal sealed class Pages
{
    public List<Booking> Bookings { get; init; } = [];

    public List<string> Notes { get; init; } = [];

    /// <summary>Answers by task, so that a task that comes again is not done again. The newest hundred.</summary>
    public Dictionary<string, string> Done { get; init; } = [];
}

/// <summary>
/// The pages of all callers, in memory or in a file. The file is locked while it is used: several programs may run at once.
/// </summary>
internal sealed class Notebook(string? path)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Pages> _memory = [];

    /// <summary>Reads or changes the pages of a caller, alone.</summary>
    public T Use<T>(string caller, Func<Pages, T> use)
    {
        lock (_gate)
        {
            if (path is null) return use(PagesOf(_memory, caller));
            using FileStream file = Open(path);
            Dictionary<string, Pages> all = file.Length == 0 ? [] : JsonSerializer.Deserialize<Dictionary<string, Pages>>(file)!;
            T result = use(PagesOf(all, caller));
            file.SetLength(0);
            JsonSerializer.Serialize(file, all);
            return result;
        }
    }

    private static Pages PagesOf(Dictionary<string, Pages> all, string caller) =>
        all.TryGetValue(caller, out Pages? pages) ? pages : all[caller] = new Pages();

    private static FileStream Open(string path)
    {
        using var wait = new ManualResetEventSlim();
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (attempt < 100)
            {
                // Another program is writing; it takes a few milliseconds.
                wait.Wait(TimeSpan.FromMilliseconds(20));
            }
        }
    }
}
