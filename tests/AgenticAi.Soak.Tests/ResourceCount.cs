using System.Diagnostics;
using AgenticAi.Telemetry;
using AgenticAi.Tests.Calls;
using Akka.Actor;
using Microsoft.Extensions.DependencyInjection;

namespace AgenticAi.Soak.Tests;

/// <summary>What this process has open at one moment.</summary>
internal sealed record ResourceCount
{
    private const string SocketName = "socket";
    private const string JournalName = "journal";

    public required int Calls { get; init; }

    /// <summary>Actors of the server's actor system, its own included.</summary>
    public required int Actors { get; init; }

    /// <summary>Materialized stream graphs.</summary>
    public required int Graphs { get; init; }

    /// <summary>Sessions that the simulated model has open.</summary>
    public required int ModelSessions { get; init; }

    /// <summary>Buffers that audio travels in.</summary>
    public required long AudioBuffers { get; init; }

    /// <summary>Arrays of shared pools, those of the libraries included.</summary>
    public required long PooledArrays { get; init; }

    /// <summary>Sockets of this process, as the kernel counts them.</summary>
    public required int Sockets { get; init; }

    /// <summary>Files, pipes and whatever else has a descriptor, by name; but for those of the journal, and for code.</summary>
    public required SortedDictionary<string, int> Files { get; init; }

    /// <summary>Descriptors of the journal, which keeps a connection for each of those who once read at the same time.</summary>
    public required int JournalFiles { get; init; }

    public required long Timers { get; init; }

    /// <summary>Tasks that have not ended, by kind.</summary>
    public required SortedDictionary<string, int> Tasks { get; init; }

    public static ResourceCount Take(Exchange exchange, PooledArrays arrays)
    {
        SortedDictionary<string, int> files = Counted(Directory.EnumerateFiles("/proc/self/fd").Select(NameOf));
        files.Remove(SocketName, out int sockets);
        files.Remove(JournalName, out int journal);
        ActorCount actors = ActorCount.Of(exchange.Server.Services.GetRequiredService<ActorSystem>());
        return new ResourceCount
        {
            Actors = actors.Actors,
            Graphs = actors.Graphs,
            Calls = exchange.Server.Calls.Count,
            ModelSessions = exchange.Model.OpenSessions,
            AudioBuffers = exchange.Buffers.Outstanding,
            PooledArrays = arrays.Outstanding,
            Sockets = sockets,
            Files = files,
            JournalFiles = journal,
            Timers = Timer.ActiveCount,
            Tasks = ActiveTasks.ByKind(),
        };
    }

    /// <summary>Threads come and go with the load, so they can only be bounded.</summary>
    public static int Threads
    {
        get
        {
            using var process = Process.GetCurrentProcess();
            return process.Threads.Count;
        }
    }

    /// <summary>What is different, in words; empty when all is equal.</summary>
    public IReadOnlyList<string> DifferencesTo(ResourceCount before) =>
    [
        .. Difference(nameof(Calls), before.Calls, Calls),
        .. Difference(nameof(Actors), before.Actors, Actors),
        .. Difference(nameof(Graphs), before.Graphs, Graphs),
        .. Difference(nameof(ModelSessions), before.ModelSessions, ModelSessions),
        .. Difference(nameof(AudioBuffers), before.AudioBuffers, AudioBuffers),
        .. Difference(nameof(PooledArrays), before.PooledArrays, PooledArrays),
        .. Difference(nameof(Sockets), before.Sockets, Sockets),
        .. Difference(nameof(Timers), before.Timers, Timers),
        .. Difference(before.Files, Files), .. Difference(before.Tasks, Tasks),
    ];

    public override string ToString() =>
        $"calls {Calls}, actors {Actors}, graphs {Graphs}, "
        + $"model sessions {ModelSessions}, audio buffers {AudioBuffers}, pooled arrays {PooledArrays}, sockets {Sockets}, "
        + $"files {Files.Values.Sum()}, of the journal {JournalFiles}, timers {Timers}, tasks {Tasks.Values.Sum()}";

    private static IEnumerable<string> Difference(string name, long before, long after) =>
        before == after ? [] : [$"{name}: {before} before, {after} after"];

    private static IEnumerable<string> Difference(SortedDictionary<string, int> before, SortedDictionary<string, int> after) =>
        before.Keys.Union(after.Keys).SelectMany(name => Difference(name, before.GetValueOrDefault(name), after.GetValueOrDefault(name)));

    private static SortedDictionary<string, int> Counted(IEnumerable<string> names) =>
        new(names.Where(name => name.Length > 0).CountBy(name => name).ToDictionary(), StringComparer.Ordinal);

    // Sockets and pipes are called by their kind and a number: "socket:[4711]". Code is loaded when it is first used, and does not count.
    private static string NameOf(string descriptor)
    {
        try
        {
            string name = (new FileInfo(descriptor).LinkTarget ?? "").Split(":[")[0];
            if (name.Contains("journal.db", StringComparison.Ordinal)) return JournalName;
            return Path.GetExtension(name) is ".dll" or ".pdb" ? "" : name;
        }
        catch (IOException)
        {
            // Closed meanwhile: the descriptor of this very listing, for one.
            return "";
        }
    }
}
