using AgenticAi.Calls.Actors.Hosting;
using Akka.Configuration;
using Akka.Event;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace AgenticAi.Hosting;

/// <summary>The actor system of the server: everything that Akka is told, in one place.</summary>
internal static class ActorSystemHosting
{
    private const string Name = "agenticai";

    private static readonly Config Constants = ConfigurationFactory.FromResource("AgenticAi.hocon.akka.conf", typeof(ActorSystemHosting).Assembly);

    public static IServiceCollection AddActors(this IServiceCollection services) => services.AddAkka(Name, (builder, provider) => builder
        .AddHocon(Constants, HoconAddMode.Append)
        .ConfigureLoggers(loggers =>
        {
            loggers.ClearLoggers();
            loggers.AddLoggerFactory();
            loggers.LogLevel = LogLevel.InfoLevel;
        })
        .WithCalls(provider));
}
