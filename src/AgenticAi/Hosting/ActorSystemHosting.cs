using AgenticAi.Calls.Actors.Hosting;
using AgenticAi.Calls.Actors.Lifecycle;
using AgenticAi.Conversations.Actors;
using AgenticAi.Conversations.Actors.Hosting;
using AgenticAi.Journal;
using AgenticAi.Telemetry;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace AgenticAi.Hosting;

/// <summary>The actor system of the server: everything that Akka is told, in one place.</summary>
internal static class ActorSystemHosting
{
    /// <summary>
    /// How long web host and actor system may take to stop once the calls are over. Kestrel stops first and waits for its requests, then
    /// the actor system ends; the limit of that phase in <c>hocon/akka.conf</c> is below this.
    /// </summary>
    public static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(15);

    private const string Name = "agenticai";

    private static readonly Config Constants = ConfigurationFactory.FromResource("AgenticAi.hocon.akka.conf", typeof(ActorSystemHosting).Assembly);

    /// <summary>An actor that does not answer within this is stuck.</summary>
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(2);

    public static IServiceCollection AddActors(this IServiceCollection services, JournalDatabase journal)
    {
        services.AddHealthChecks();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = StopLimit);
        services.AddSingleton<ActorSystemMetrics>();
        return services.AddAkka(Name, (builder, provider) => Configure(builder, provider, journal));
    }

    private static void Configure(AkkaConfigurationBuilder builder, IServiceProvider provider, JournalDatabase journal) => builder
        .AddHocon(Constants, HoconAddMode.Append)
        .ConfigureLoggers(loggers =>
        {
            loggers.ClearLoggers();
            loggers.AddLoggerFactory();
            loggers.LogLevel = LogLevel.InfoLevel;
        })
        .WithConversationJournal(journal, provider.GetRequiredService<TimeProvider>())
        .WithConversations(journal.Status)
        .WithCalls(provider)
        .WithActors((system, _) => system.ActorOf(
            Props.Create(() => new DeadLetterCounter(provider.GetRequiredService<ActorSystemMetrics>())), "dead-letter-counter"))
        .WithActorSystemLivenessCheck()
        .WithHealthCheck("calls", AnswersAsync<CallsActor>, HealthStatus.Unhealthy, tags: [], AnswerLimit)
        .WithHealthCheck("conversations", AnswersAsync<ConversationBrains>, HealthStatus.Unhealthy, tags: [], AnswerLimit);

    private static async Task<HealthCheckResult> AnswersAsync<T>(ActorSystem system, ActorRegistry actors, CancellationToken cancellationToken)
    {
        IActorRef parent = await actors.GetAsync<T>(cancellationToken);
        ActorIdentity answer = await parent.Ask<ActorIdentity>(new Identify(null), AnswerLimit, cancellationToken);
        return answer.Subject is null ? HealthCheckResult.Unhealthy("their parent has stopped") : HealthCheckResult.Healthy();
    }
}
