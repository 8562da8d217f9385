using AgenticAi.Calls.Actors.Hosting;
using Akka.Configuration;
using Akka.Streams;
using Akka.TestKit.Xunit2;

namespace AgenticAi.Calls.Actors.Tests.Lifecycle;

/// <summary>The actor system of one class of tests, with what a server gives its calls.</summary>
public sealed class CallsKit : TestKit
{
    public CallsKit()
        : base(Settings, "calls") => Materializer = CallsHostingExtensions.MaterializerOf(Sys);

    public IMaterializer Materializer { get; }

    // The bound is an alarm for what hangs, never a measure of speed.
    private static Config Settings => ConfigurationFactory.ParseString(
        """
        akka.loglevel = WARNING
        akka.test.default-timeout = 60s
        """).WithFallback(CallsHostingExtensions.StreamsConfig);
}
