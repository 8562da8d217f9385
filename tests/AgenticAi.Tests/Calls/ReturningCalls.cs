using AgenticAi.Configuration;
using AgenticAi.Conversations;
using AgenticAi.Simulation;
using AgenticAi.Simulation.Realtime;
using AgenticAi.Simulation.Scenarios;
using AgenticAi.Simulation.Twilio;

namespace AgenticAi.Tests.Calls;

/// <summary>Calls that come back after their stream was gone: the server that takes them, and Twilio as it brings them back.</summary>
internal static class ReturningCalls
{
    public const string Greeting = "Welcome to the practice.";
    public const string FirstAnswer = "Yes, I am here.";
    public const string SecondAnswer = "I have moved it.";

    /// <summary>A server whose calls come back, and whose model answers otherwise in its second session than in its first.</summary>
    public static Task<Exchange> OpenAsync(
        Func<AgenticAiConfig, AgenticAiConfig>? config = null, Func<SimulatedRealtimeOptions, SimulatedRealtimeOptions>? model = null) =>
        Exchange.OpenAsync(
            options => model?.Invoke(Answering(options)) ?? Answering(options),
            settings =>
            {
                settings = settings with
                {
                    Twilio = settings.Twilio with { Resume = true },
                    OpenAIRealtime = settings.OpenAIRealtime with { Greeting = Greeting },
                };
                return config?.Invoke(settings) ?? settings;
            });

    /// <summary>Puts a conversation into the journal as a server that is gone left it.</summary>
    public static string Remember(Exchange exchange, DateTimeOffset at, ConversationCommand[] told)
    {
        string callSid = new IdSource().Sid("CA");
        var settings = new ConversationSettings("gpt-realtime-2.1", "alloy", "pcm16", "Be kind.");
        var start = new StartConversation(callSid, "MZ0", CallDirection.Inbound, "+15005550006", "+15005550001", settings);
        StoredEntries.Store(exchange.JournalPath, callSid, at, [start, .. told]);
        return callSid;
    }

    /// <summary>Twilio with a call whose stream is gone, which now asks where to go on.</summary>
    public static SimulatedTwilio Phone(Exchange exchange) =>
        exchange.Phone(options => options with { WebhookUrl = new Uri(exchange.Server.Url, TwilioPaths.Resume) });

    /// <summary>A caller who comes back on the line of a call that was before.</summary>
    public static CallPlan Returning(string callSid) => CallerPlans.Listening() with
    {
        Form = new Dictionary<string, string> { ["CallSid"] = callSid },
        Faults = new CallFaults { CallSidInStart = callSid },
    };

    /// <summary>So long ago, by the clock of the server.</summary>
    public static DateTimeOffset Ago(this Exchange exchange, TimeSpan time) => exchange.Time.GetUtcNow() - time;

    private static SimulatedRealtimeOptions Answering(SimulatedRealtimeOptions options) => options with
    {
        Replies = request => AgentReply.Say(
            request.Instructions?.Split("else: ")[^1] ?? (request.Session == 0 ? FirstAnswer : SecondAnswer)),
    };
}
