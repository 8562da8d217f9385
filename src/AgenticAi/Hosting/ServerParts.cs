using AgenticAi.Calls.Audio;
using AgenticAi.Calls.Lifecycle;
using AgenticAi.Calls.Telemetry;
using AgenticAi.Configuration;
using AgenticAi.Conversations;
using AgenticAi.Journal;
using AgenticAi.Routes;
using AgenticAi.Streams.Embedded;
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
        this IServiceCollection services, AgenticAiConfig config, CallOptions options, SqliteJournal journal, TimeProvider time)
    {
        services.AddSingleton(config).AddSingleton(config.Server).AddSingleton(time);
        services.AddSingleton(journal).AddSingleton<IConversationJournal>(journal);
        services.AddSingleton(options).AddSingleton(CallSettings.StreamLimitsOf(config.Server));
        services.AddSingleton<AudioBuffers>().AddSingleton<EmbeddedEngine>();
        services.AddSingleton(provider => new CallMetrics(() => provider.GetRequiredService<CallRegistry>().QueueDepths));
        services.AddSingleton<Func<JournalHealth>>(() => journal.Health);
        services.AddSingleton<BrainMetrics>().AddSingleton<JournalMetrics>();
        services.AddSingleton(provider => new CallServices(
            options,
            journal,
            provider.GetRequiredService<EmbeddedEngine>(),
            provider.GetRequiredService<AudioBuffers>(),
            provider.GetRequiredService<CallMetrics>(),
            time,
            () => Guid.CreateVersion7(time.GetUtcNow()).ToString("N"),
            provider.GetRequiredService<ILoggerFactory>())
        {
            Twilio = RestClientOf(config.Twilio, provider.GetRequiredService<HttpClient>()),
        });
        services.AddSingleton<HttpClient>();
        services.AddSingleton<CallRegistry>();
        services.AddSingleton(new StreamTokenIssuer(time, config.Server.MaxCalls * TokensPerCall));
        services.AddSingleton<PublicAddress>().AddSingleton<TwilioForm>();
        services.AddSingleton<CallTwiml>().AddSingleton<VoiceRoute>().AddSingleton<ResumeRoute>();
        services.AddSingleton<MediaStreamRoute>().AddSingleton<StatusRoute>();
        services.AddSingleton<HealthRoute>().AddSingleton<CallsApi>().AddSingleton<ConversationsApi>();
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default));
    }

    private static TwilioRestClient? RestClientOf(TwilioConfig config, HttpClient http) =>
        config.AccountSid.Length == 0 || config.AuthToken.Reveal().Length == 0
            ? null
            : new TwilioRestClient(http, config.AccountSid, config.AuthToken.Reveal(), config.ApiUrl);
}
