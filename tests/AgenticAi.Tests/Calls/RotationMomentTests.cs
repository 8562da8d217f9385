using AgenticAi.Conversations;
using AgenticAi.Simulation.Realtime;
using AgenticAi.Simulation.Scenarios;
using AgenticAi.Simulation.Speech;
using AgenticAi.Simulation.Twilio;
using AgenticAi.Testing;

namespace AgenticAi.Tests.Calls;

/// <summary>What is said while a session is being changed for another is lost on neither.</summary>
public sealed class RotationMomentTests
{
    /// <summary>
    /// How long after the next session was told what was said so far the caller begins, line by line: just before the change, in it,
    /// and just after it.
    /// </summary>
    private static readonly int[] BeginsAfterMs = [0, 20, 60, 200];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_said_into_the_change_is_heard_and_answered()
    {
        SayLine[] lines = [.. Scenario.Embedded("demo").Caller.OfType<SayLine>().Where((_, number) => number != 1)];
        lines.Length.ShouldBe(BeginsAfterMs.Length, "each line has its moment");
        Scenario scenario = Scenario.Embedded("demo") with { Caller = lines };
        await using Exchange exchange = await RotatingCalls.OpenAsync(
            TimeSpan.FromMilliseconds(100),
            options => options with { Scenario = scenario, Replies = request => AgentReply.Say($"Answer {request.Utterance}.") });
        await using PhoneCall call = await exchange.Phone().DialAsync(CallerPlans.Listening(), Cancelled);
        for (int number = 0; number <= lines.Length; number++)
        {
            await SessionThatKnowsAsync(exchange, turns: 2 * number);
            if (number < lines.Length) call.Say(After(BeginsAfterMs[number], lines[number].Speech), lines[number].Text);
        }

        call.HangUp();
        CallRecord record = await call.Completion.Within();
        ConversationReport report = await exchange.ReportAsync(record.CallSid);
        RotatingCalls.Said(report).ShouldBe(lines.Select(line => line.Text), report.ToText());
        report.Entries.Where(entry => entry.Kind == "assistant").Select(entry => entry.Text)
            .ShouldBe(lines.Select((_, number) => $"Answer {number}."), report.ToText());
        report.Entries.ShouldNotContain(entry => entry.Kind == "model-lost");
        record.Stream.Clears.ShouldBeEmpty();
        exchange.Model.Sessions.ShouldAllBe(session => session.RefusedEvents == 0);
    }

    /// <summary>Completes when a session has been told so many turns of those before it.</summary>
    private static async Task SessionThatKnowsAsync(Exchange exchange, int turns)
    {
        for (int number = 1; ; number++)
        {
            RealtimeSession session = await exchange.Model.SessionAsync(number, Cancelled).Within();
            try
            {
                await session.WaitAsync(known => known.IsConfigured && known.Items.Count(RotatingCalls.IsRestored) >= turns, Cancelled).Within();
                return;
            }
            catch (InvalidOperationException)
            {
                // It has ended without having been told so much.
            }
        }
    }

    /// <summary>Speech after so much silence.</summary>
    private static SpeechClip After(int ms, string speech)
    {
        SpeechClip clip = SpeechLibrary.Embedded.Load(speech, 8000);
        return clip with { Samples = (short[])[.. new short[ms * 8], .. clip.Samples.Span] };
    }
}
