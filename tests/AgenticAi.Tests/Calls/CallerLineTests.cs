using AgenticAi.Hosting;
using AgenticAi.Simulation.Realtime;
using AgenticAi.Simulation.Scenarios;
using AgenticAi.Simulation.Speech;
using AgenticAi.Simulation.Twilio;
using AgenticAi.Testing;

namespace AgenticAi.Tests.Calls;

/// <summary>What is missing on the caller's line, and the keys. In real time, as the pings are that tell a dead line from a quiet one.</summary>
public sealed class CallerLineTests
{
    private static readonly SayAction Question = new(SpeechLibrary.Embedded.Load("caller-hello", 8000), "Hello, are you there?");

    [Fact]
    public async Task The_models_time_stays_that_of_the_line_when_media_is_lost()
    {
        await using Exchange exchange = await Exchange.OpenAsync(time: TimeProvider.System);
        CallRecord record = await exchange.CallAsync(CallerPlans.Listening() with
        {
            Faults = new CallFaults { LostFrames = [new(TimeSpan.FromMilliseconds(500), 25), new(TimeSpan.FromMilliseconds(1500), 3)] },
            Steps = [new CallerStep(new AtCue(TimeSpan.FromSeconds(2.5)), new HangUpAction())],
        });
        await exchange.ReportAsync(record.CallSid);
        double heard = exchange.Model.Sessions.Single().ReceivedDuration.TotalMilliseconds;
        double sent = record.Stream.FramesSent * 20;
        (heard - sent).ShouldBeInRange(28 * 20 - 20, 28 * 20 + 20, "the lost frames as silence");
    }

    [Fact]
    public async Task A_turn_ends_though_media_stops_in_the_middle_of_it()
    {
        await using Exchange exchange = await Exchange.OpenAsync(time: TimeProvider.System);
        await using PhoneCall call = await exchange.Phone().DialAsync(
            CallerPlans.Listening() with
            {
                Faults = new CallFaults { MediaStopsAt = TimeSpan.FromMilliseconds(700) },
                Steps = [new CallerStep(new AtCue(TimeSpan.FromMilliseconds(100)), Question)],
            },
            TestContext.Current.CancellationToken);
        RealtimeSession session = await exchange.Model.SessionAsync(0, TestContext.Current.CancellationToken).Within();
        await session.WaitAsync(known => known.Responses.Count == 1, TestContext.Current.CancellationToken).Within();
        call.HangUp();
    }

    [Fact]
    public async Task A_line_that_dies_without_a_word_is_noticed_and_everything_is_closed()
    {
        LineWatch.Verdict.ShouldBeLessThan(TimeSpan.FromSeconds(5));
        await using Exchange exchange = await Exchange.OpenAsync(time: TimeProvider.System);
        await using PhoneCall call = await exchange.Phone().DialAsync(
            CallerPlans.Listening() with { Faults = new CallFaults { LineDiesAt = TimeSpan.FromSeconds(1) } },
            TestContext.Current.CancellationToken);
        RealtimeSession session = await exchange.Model.SessionAsync(0, TestContext.Current.CancellationToken).Within();
        await session.WaitAsync(known => known.ReceivedDuration > TimeSpan.Zero, TestContext.Current.CancellationToken).Within();
        await exchange.Server.Calls.Find(call.CallSid)!.Completion.Within();
        (await exchange.ReportAsync(call.CallSid)).EndReason.ShouldBe("caller-line-lost");
        call.Completion.IsCompleted.ShouldBeFalse("nobody told Twilio's end");
        await exchange.Model.AllClosedAsync(TestContext.Current.CancellationToken).Within();
    }

    [Fact]
    public async Task Media_that_stops_for_long_ends_nothing_while_pings_are_answered()
    {
        await using Exchange exchange = await Exchange.OpenAsync(time: TimeProvider.System);
        CallRecord record = await exchange.CallAsync(CallerPlans.Listening() with
        {
            Faults = new CallFaults { MediaStopsAt = TimeSpan.FromMilliseconds(500) },
            Steps = [new CallerStep(new AtCue(LineWatch.Verdict + TimeSpan.FromSeconds(2)), new HangUpAction())],
        });
        (await exchange.ReportAsync(record.CallSid)).EndReason.ShouldBe("caller-hung-up");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Keys_are_told_to_the_model_when_that_is_configured(bool isConfigured)
    {
        await using Exchange exchange = await Exchange.OpenAsync(
            time: TimeProvider.System,
            config: config => config with { TurnTaking = config.TurnTaking with { DtmfToModel = isConfigured } });
        CallRecord record = await exchange.CallAsync(CallerPlans.Listening() with
        {
            Steps =
            [
                new CallerStep(new AtCue(TimeSpan.FromMilliseconds(100)), new PressAction("42#")),
                new CallerStep(new AfterPreviousCue(TimeSpan.FromSeconds(1)), new HangUpAction()),
            ],
        });
        (await exchange.ReportAsync(record.CallSid)).Entries.Count(entry => entry.Kind == "digit-pressed").ShouldBe(3, "the journal has them in any case");
        RealtimeSession session = exchange.Model.Sessions.Single();
        session.Items.Count(item => item is { Role: "user", Text: { } text } && text.Contains("42#")).ShouldBe(isConfigured ? 1 : 0);
        session.Responses.Count.ShouldBe(isConfigured ? 1 : 0, "and answered");
    }
}
