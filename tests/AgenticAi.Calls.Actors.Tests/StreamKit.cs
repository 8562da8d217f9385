using AgenticAi.Calls.Actors.Hosting;
using Akka.Configuration;
using Akka.Streams;
using Akka.Streams.TestKit;
using Akka.TestKit.Xunit2;

namespace AgenticAi.Calls.Actors.Tests;

/// <summary>
/// The actor system of one class of tests, with the dispatcher of call graphs: what is pushed into a graph, asked of it or due has run
/// when the call returns.
/// </summary>
public sealed class StreamKit() : TestKit(Settings, "streams")
{
    public const string Dispatcher = "agenticai.calls.dispatcher";

    // The bounds are alarms for what hangs, never measures of speed.
    private static Config Settings => ConfigurationFactory.ParseString(
        """
        akka.loglevel = WARNING
        akka.test.single-expect-default = 60s
        akka.test.default-timeout = 60s
        """).WithFallback(CallsHostingExtensions.StreamsConfig);

    /// <summary>A materializer of one test. One element at most waits before a graph, so that a test knows what was pulled.</summary>
    public ActorMaterializer Materializer()
    {
        LikeAServer();
        return ActorMaterializer.Create(Sys, ActorMaterializerSettings.Create(Sys).WithInputBuffer(1, 1).WithDispatcher(Dispatcher));
    }

    /// <summary>A server has no synchronisation context; that of a test would take what is awaited to other threads.</summary>
    public static void LikeAServer() => SynchronizationContext.SetSynchronizationContext(null);

    /// <summary>Runs a test, and then expects that no stage of its graphs is left.</summary>
    public async Task AllStopAsync(Func<IMaterializer, Task> test)
    {
        ActorMaterializer materializer = Materializer();
        await this.AssertAllStagesStoppedAsync(() => test(materializer), materializer);
        materializer.Shutdown();
    }
}
