using AgenticAi.Conversations;
using AgenticAi.Simulation;
using AgenticAi.Simulation.Scenarios;
using AgenticAi.Simulation.Twilio;

namespace AgenticAi.Tests.Calls;

/// <summary>
/// The model's session is lost at every moment of an exchange. In real time: what comes of it depends on whether the part of the answer
/// that had arrived is still being heard when the next session stands, and to connect takes the time of sockets, which no clock shortens.
/// </summary>
public sealed class ModelLossMomentTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(300);

    /// <summary>The stream has begun, also in the first call of a process, which waits for the compiler.</summary>
    private static readonly TimeSpan Begun = TimeSpan.FromSeconds(1);

    /// <summary>Every way a session can break, and every moment of an exchange.</summary>
    public static TheoryData<RealtimeFault, FaultTrigger> Losses => new()
    {
        { new ResetFault(), new AtTime(Begun) },
        { new ResetFault(), new AtUtterance(1) },
        { new ResetFault(), new InResponse(1, TimeSpan.Zero) },
        { new ResetFault(), new InResponse(1, Soon) },
        { new DropFault(), new InResponse(1, Soon) },
        { new DropFault(1011, "trouble"), new AtUtterance(1) },
        { new ExpireFault(), new InResponse(1, Soon) },
        { new HalfMessageFault(), new InResponse(1, TimeSpan.Zero) },
    };

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task Whatever_breaks_and_whenever_the_question_is_answered(RealtimeFault fault, FaultTrigger moment)
    {
        await using Exchange exchange = await Exchange.OpenAsync(
            time: TimeProvider.System,
            model: options => options with { Faults = [new FaultPlan(moment, fault)], Speed = 2, Replies = AgentReplies.GoingOn });
        CallPlan plan = CallPlan.ForScenario(Scenario.Embedded("short"));
        CallRecord record = await exchange.CallAsync(plan with
        {
            Steps = [plan.Steps[0], new CallerStep(new AgentSilentCue(TimeSpan.FromSeconds(1.5)), new HangUpAction())],
        });
        ConversationReport report = await exchange.ReportAsync(record.CallSid);
        report.EndReason.ShouldBe("caller-hung-up", report.EndDetail);
        report.Entries.Count(entry => entry.Kind == "model-connected").ShouldBe(2);
        report.Entries.Count(entry => entry.Kind == "model-lost").ShouldBe(1);
        report.Entries.ShouldContain(entry => entry.Kind == "caller" && entry.Text == "Hello, are you there?", report.ToText());
        string heard = string.Join(' ', report.Entries.Where(entry => entry.Kind == "assistant").Select(entry => entry.Text));
        heard.ShouldMatch("^Yes,( I)?( am)?( here.)?( as I said.)?$", report.ToText());
        record.Stream.Clears.ShouldBeEmpty("the reply that is being said is not cut");
        exchange.Model.Sessions.ShouldAllBe(session => session.RefusedEvents == 0);
        exchange.Model.Sessions.Select(session => session.Settings["audio"]!.ToJsonString()).Distinct().Count().ShouldBe(1, "the format above all");
    }
}
