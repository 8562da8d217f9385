using AgenticAi.Agents.Sessions;
using AgenticAi.Calls;
using AgenticAi.Calls.Audio;
using AgenticAi.Calls.Actors.Hosting;
using AgenticAi.Calls.Actors.Lifecycle;
using AgenticAi.Calls.Actors.Telemetry;
using AgenticAi.Calls.Costs;
using AgenticAi.Calls.Model;
using AgenticAi.Calls.Telemetry;
using AgenticAi.Configuration;
using AgenticAi.Conversations;
using AgenticAi.Journal;
using AgenticAi.Realtime.Connections;
using AgenticAi.Routes;
using AgenticAi.Telemetry;
using AgenticAi.Twilio.Rest;
using AgenticAi.Twilio.StreamTokens;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Hosting;

/// <summary>What the server is made of. Everything is one for all calls.</summary>
internal static class ServerParts
{
    /// <summary>A token a call, and as many again for webhooks that Twilio repeats.</summary>
    private const int TokensPerCall = 2;

    public static void AddAgenticAi(
        this IServiceCollection services, AgenticAiConfig config, CallOptions options, JournalDatabase journal, TimeProvider time)
    {
        services.AddSingleton(config).AddSingleton(config.Server).AddSingleton(time);
        services.AddSingleton(journal.Archive).AddSingleton<IJournalHealth>(journal.Status);
        services.AddSingleton(options).AddSingleton(CallSettings.StreamLimitsOf(config.Server));
        services.AddSingleton(_ => new AudioBuffers());
        services.AddActors(journal);
        services.AddSingleton(provider => new CallMetrics(() => provider.GetRequiredService<CallRegistry>().QueueDepths));
        services.AddSingleton<BrainMetrics>().AddSingleton<JournalMetrics>();
        services.AddSingleton(provider => new CallServices(
            options,
            journal.Archive,
            provider.GetRequiredService<AudioBuffers>(),
            provider.GetRequiredService<CallMetrics>(),
            time,
            () => Guid.CreateVersion7(time.GetUtcNow()).ToString("N"),
            provider.GetRequiredService<ILoggerFactory>())
        {
            Twilio = RestClientOf(config.Twilio, provider.GetRequiredService<HttpClient>()),
            Ledger = provider.GetService<DayLedger>(),
            Warm = provider.GetRequiredService<WarmSessions>(),
            Analyzer = options.Work.IsOn ? IntentAnalyzers.Of(config.Intents, provider.GetRequiredService<HttpClient>()) : null,
            Agent = provider.GetService<IAgentGateway>(),
            AgentSession = new SessionKeys(config.Agent.SessionSecret.Reveal()).Of,
        });
        if (LedgerOf(options.Budget, time) is { } ledger) services.AddSingleton(ledger).AddSingleton<JournalSpending>();
        services.AddSingleton(provider => WarmSessionsOf(
            options, provider.GetRequiredService<CallMetrics>(), time, provider.GetRequiredService<ILogger<WarmSessions>>()));
        services.AddSingleton(_ => OutboundHttp.NewHandler())
            .AddSingleton(provider => OutboundHttp.ClientOf(provider.GetRequiredService<SocketsHttpHandler>()));
        services.AddCalls();
        services.AddSingleton(new StreamTokenIssuer(time, config.Server.MaxCalls * TokensPerCall));
        services.AddSingleton<PublicAddress>().AddSingleton<TwilioForm>();
        if (config.Agent.Gateway != AgentGatewaySetting.None)
            services.AddSingleton(provider => AgentGateways.Of(config.Agent, time, provider.GetRequiredService<ILoggerFactory>())!);
        services.AddSingleton(provider => new AgentCallbackRoute(
            provider.GetService<IAgentGateway>(), provider.GetRequiredService<ILogger<AgentCallbackRoute>>()));
        services.AddSingleton<CallTwiml>().AddSingleton<VoiceRoute>().AddSingleton<ResumeRoute>();
        services.AddSingleton<MediaStreamRoute>().AddSingleton<StatusRoute>();
        services.AddSingleton<HealthRoute>().AddSingleton<CallsApi>().AddSingleton<ConversationsApi>().AddSingleton<ConversationListApi>();
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default));
    }

    private static DayLedger? LedgerOf(BudgetPolicy budget, TimeProvider time) =>
        budget.Day == BudgetLimits.None ? null : new DayLedger(budget.Day, budget.Currency, time);

    private static WarmSessions WarmSessionsOf(CallOptions options, CallMetrics metrics, TimeProvider time, ILogger logger) => new(
        cancellationToken => RealtimeConnection.ConnectAsync(
            options.Endpoint, options.Session, options.Connection, time, logger, cancellationToken),
        options, metrics, time, logger);

    private static TwilioRestClient? RestClientOf(TwilioConfig config, HttpClient http) =>
        config.AccountSid.Length == 0 || config.AuthToken.Reveal().Length == 0
            ? null
            : new TwilioRestClient(http, config.AccountSid, config.AuthToken.Reveal(), config.ApiUrl);
}
