using AgenticAi.Calls.Actors.Lifecycle;
using AgenticAi.Conversations.Actors;
using Akka.Actor;
using Akka.Configuration;
using Akka.Hosting;
using Akka.Streams;
using Microsoft.Extensions.DependencyInjection;

namespace AgenticAi.Calls.Actors.Hosting;

/// <summary>Puts calls into an actor system.</summary>
public static class CallsHostingExtensions
{
    /// <summary>What the names of the actors begin with that run the graphs of calls.</summary>
    public const string GraphName = "calls";

    private const string Dispatcher = "agenticai.calls.dispatcher";

    /// <summary>The actor of all calls, and the dispatcher of their graphs. The brains of conversations must be there already.</summary>
    public static AkkaConfigurationBuilder WithCalls(this AkkaConfigurationBuilder builder, IServiceProvider provider) => builder
        .AddHocon(StreamsConfig, HoconAddMode.Append)
        .WithActors((system, registry) =>
        {
            var services = provider.GetRequiredService<CallServices>();
            var live = provider.GetRequiredService<LiveCalls>();
            IMaterializer materializer = MaterializerOf(system);
            var brains = ConversationBrains.Of(system, services.Time, services.NewId);
            registry.Register<CallsActor>(system.ActorOf(Props.Create(() => new CallsActor(services, brains, materializer, live)), "calls"));
        });

    /// <summary>The registry of calls, for those outside the actor system.</summary>
    public static IServiceCollection AddCalls(this IServiceCollection services) => services.AddSingleton<LiveCalls>().AddSingleton(
        provider => new CallRegistry(
            provider.GetRequiredService<CallServices>(), provider.GetRequiredService<LiveCalls>(),
            provider.GetRequiredService<IReadOnlyActorRegistry>()));

    /// <summary>The one materializer of all calls of a system.</summary>
    internal static IMaterializer MaterializerOf(ActorSystem system) =>
        system.Materializer(ActorMaterializerSettings.Create(system).WithDispatcher(Dispatcher), GraphName);

    internal static Config StreamsConfig { get; } = ConfigurationFactory.FromResource<CallRegistry>("AgenticAi.Calls.Actors.hocon.streams.conf");
}
