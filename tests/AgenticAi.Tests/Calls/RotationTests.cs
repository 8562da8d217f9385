using AgenticAi.Conversations;
using AgenticAi.Simulation.Realtime;
using AgenticAi.Simulation.Scenarios;
using AgenticAi.Simulation.Twilio;
using AgenticAi.Testing;

namespace AgenticAi.Tests.Calls;

/// <summary>
/// A session is changed for another before the server ends it, and nobody on the line notices. In real time: to connect takes the time of
/// sockets, which no clock shortens, and a greeting that comes later than the caller's words changes the conversation.
/// </summary>
public sealed class RotationTests
{
    /// <summary>
    /// Sessions end after twenty seconds here, and give way long before, so that a call of 27 needs several. In the middle of the call
    /// there is no peace for ten seconds.
    /// </summary>
    [Theory]
    [InlineData(4000)]
    [InlineData(100)]
    public async Task A_conversation_goes_through_many_sessions_and_is_one(int rotateAfterMs)
    {
        Scenario scenario = Scenario.Embedded("demo");
        await using Exchange exchange = await RotatingCalls.OpenAsync(
            TimeSpan.FromMilliseconds(rotateAfterMs),
            options => options with { Scenario = scenario, SessionLifetime = TimeSpan.FromSeconds(20) },
            config => config with { Greeting = RotatingCalls.Greeting },
            time: TimeProvider.System);
        CallRecord record = await exchange.CallAsync(CallPlan.ForScenario(scenario));
        ConversationReport report = await exchange.ReportAsync(record.CallSid);

        report.EndReason.ShouldBe("agent-hung-up", report.ToText());
        RotatingCalls.Said(report).ShouldBe(scenario.Utterances, "no word is lost, and none is heard twice");
        report.Entries.Where(entry => entry.Kind == "assistant").Select(entry => entry.Text)
            .ShouldBe([RotatingCalls.Greeting, .. scenario.Replies.Select(reply => ((SpokenPart)(reply.Then ?? reply).Parts[0]).Text)]);
        report.Entries.ShouldNotContain(entry => entry.Kind == "model-lost" || entry.Kind == "problem-noted", report.ToText());
        IReadOnlyList<RealtimeSession> sessions = exchange.Model.Sessions;
        sessions.Count.ShouldBeGreaterThan(3);
        report.Entries.Count(entry => entry.Kind == "model-connected")
            .ShouldBeInRange(3, sessions.Count, "one may never have come to serve");
        sessions.ShouldAllBe(session => session.RefusedEvents == 0);
        sessions.Select(session => session.Settings["audio"]!.ToJsonString()).Distinct().Count().ShouldBe(1);
        foreach (RealtimeSession left in sessions.Take(2))
            (await left.Completion.Within()).ShouldBe(new RealtimeSessionEnd(ByClient: true, 1000, ""), "it was told goodbye");
        RealtimeSession last = sessions.Last(session => session.Responses.Count > 0);
        last.Items[0].IsRestored().ShouldBeTrue();
        RealtimeItem[] restored = [.. last.Items.Where(RotatingCalls.IsRestored)];
        restored.Select(item => item.Text).ShouldBe(Heard(report).Take(restored.Length));
    }

    private static IEnumerable<string?> Heard(ConversationReport report) => report.Entries
        .Where(entry => entry.Kind is "caller" or "assistant").Select(entry => entry.Interrupted ? entry.HeardText : entry.Text);
}
