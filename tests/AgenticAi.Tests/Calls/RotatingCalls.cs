using AgenticAi.Configuration;
using AgenticAi.Conversations;
using AgenticAi.Simulation.Realtime;
using AgenticAi.Simulation.Scenarios;

namespace AgenticAi.Tests.Calls;

/// <summary>Calls whose sessions are changed for others while they last.</summary>
internal static class RotatingCalls
{
    public const string Greeting = "Hello, this is the assistant of the Greenfield dental practice. How can I help you?";

    public static Task<Exchange> OpenAsync(
        TimeSpan rotateAfter, Func<SimulatedRealtimeOptions, SimulatedRealtimeOptions> model,
        Func<OpenAIRealtimeConfig, OpenAIRealtimeConfig>? realtime = null, TimeProvider? time = null) => Exchange.OpenAsync(model, config => config with
        {
            OpenAIRealtime = (realtime?.Invoke(config.OpenAIRealtime) ?? config.OpenAIRealtime) with { RotateAfter = rotateAfter },
        }, time: time);

    /// <summary>Whether the server told it to the session, as what was said in one before.</summary>
    public static bool IsRestored(this RealtimeItem item) => RestoredItems.Includes(item.Id);

    public static AgentReply LongAnswer(ReplyRequest request) =>
        AgentReply.Say(string.Join(' ', Enumerable.Repeat("and so on and on", 40)));

    /// <summary>What the caller said.</summary>
    public static IEnumerable<string?> Said(ConversationReport report) =>
        report.Entries.Where(entry => entry is { Kind: "caller", Text.Length: > 0 }).Select(entry => entry.Text);
}
