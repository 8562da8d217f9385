using AgenticAi.Calls.Actors.Boundaries;
using AgenticAi.Calls.Actors.Dispatch;
using AgenticAi.Calls.Actors.Hosting;
using AgenticAi.Calls.Actors.Stages;
using AgenticAi.Calls.Turns;
using Akka.Actor;
using Akka.Configuration;
using Akka.Configuration.Hocon;
using Akka.Dispatch;
using Akka.Persistence;
using Akka.Persistence.Sql;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace AgenticAi.Calls.Actors.Tests.Hosting;

/// <summary>A path with a slip of the pen is a setting that nobody reads, and nobody says so.</summary>
public sealed class HoconTests
{
    /// <summary>Paths that are ours, with who reads them: Akka itself, as the settings of a dispatcher or of any journal.</summary>
    private static readonly Dictionary<string, string> Ours = new()
    {
        ["agenticai.calls.dispatcher"] = "akka.actor.default-dispatcher",
        ["agenticai.journal.dispatcher"] = "akka.actor.default-fork-join-dispatcher",
        ["akka.persistence.journal.sql.replay-filter"] = "akka.persistence.journal-plugin-fallback.replay-filter",
        ["akka.persistence.journal.sql.circuit-breaker"] = "akka.persistence.journal-plugin-fallback.circuit-breaker",
    };

    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder, "*.conf").Select(file => Path.GetFileName(file))];

    private static string Folder
    {
        get
        {
            string? at = AppContext.BaseDirectory;
            while (at is not null && !Directory.Exists(Path.Combine(at, "hocon"))) at = Path.GetDirectoryName(at);
            return Path.Combine(at!, "hocon");
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_path_is_one_that_somebody_reads(string file)
    {
        using ActorSystem system = ActorSystem.Create("reference");
        Config reference = system.Settings.Config.WithFallback(ActorMaterializer.DefaultConfig())
            .WithFallback(SqlPersistence.DefaultConfiguration).WithFallback(Persistence.DefaultConfig());
        string[] paths = [.. Paths(ConfigurationFactory.ParseString(File.ReadAllText(Path.Combine(Folder, file))))];
        paths.ShouldNotBeEmpty();
        paths.Where(path => !reference.HasPath(Translated(path))).ShouldBeEmpty();
    }

    [Fact]
    public void A_slip_of_the_pen_is_seen()
    {
        using ActorSystem system = ActorSystem.Create("reference");
        Config slip = ConfigurationFactory.ParseString("akka.loglevl = INFO, agenticai.calls.dispatcher { throughputs = 1 }");
        Paths(slip).ShouldBe(["akka.loglevl", "agenticai.calls.dispatcher.throughputs"], ignoreOrder: true);
        Paths(slip).ShouldAllBe(path => !system.Settings.Config.HasPath(Translated(path)));
    }

    [Fact]
    public async Task The_dispatcher_of_calls_is_that_of_their_graphs()
    {
        using ActorSystem system = ActorSystem.Create("calls", CallsHosting.Config);
        IMaterializer materializer = CallsHostingExtensions.MaterializerOf(system);
        var requests = new CallRequests(new Boundary("test", 4, WhenFull.Fail), (_, _) => { });
        int thread = 0;
        Source.FromGraph(requests).To(Sink.ForEach<TurnInput>(_ => thread = Environment.CurrentManagedThreadId)).Run(materializer);
        requests.Tell(new CallerGone());
        thread.ShouldBe(Environment.CurrentManagedThreadId, "the thread that told it ran it");

        MessageDispatcher dispatcher = system.Dispatchers.Lookup("agenticai.calls.dispatcher");
        dispatcher.Throughput.ShouldBe(int.MaxValue);
        ((ActorMaterializer)materializer).Settings.Dispatcher.ShouldBe(dispatcher.Id);
        typeof(InlineExecutorConfigurator).AssemblyQualifiedName!.ShouldStartWith(
            system.Settings.Config.GetString("agenticai.calls.dispatcher.executor"));
        await system.Terminate();
    }

    private static string Translated(string path)
    {
        foreach ((string ours, string reference) in Ours)
            if (path.StartsWith(ours + ".", StringComparison.Ordinal)) return reference + path[ours.Length..];
        return path;
    }

    private static IEnumerable<string> Paths(Config config) => Leaves(config.Root, "");

    private static IEnumerable<string> Leaves(HoconValue value, string path) => value.IsObject()
        ? value.GetObject().Items.SelectMany(item => Leaves(item.Value, path.Length == 0 ? item.Key : $"{path}.{item.Key}"))
        : [path];
}

internal static class CallsHosting
{
    /// <summary>What a server's actor system has of calls, and nothing it would log in a test.</summary>
    public static Config Config { get; } = ConfigurationFactory.ParseString("akka.loglevel = WARNING").WithFallback(CallsHostingExtensions.StreamsConfig);
}
