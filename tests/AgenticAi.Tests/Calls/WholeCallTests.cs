using AgenticAi.Configuration;
using AgenticAi.Conversations;
using AgenticAi.Simulation.Realtime;
using AgenticAi.Simulation.Scenarios;
using AgenticAi.Simulation.Twilio;
using AgenticAi.Testing;
using CallEndReason = AgenticAi.Simulation.Twilio.CallEndReason;

namespace AgenticAi.Tests.Calls;

/// <summary>Calls that go well, over real sockets and in real time: one of each kind as callers have it.</summary>
public sealed class WholeCallTests
{
    [Theory]
    [InlineData(AudioFormatSetting.Pcm16)]
    [InlineData(AudioFormatSetting.Pcmu)]
    public async Task A_conversation_is_carried_both_ways_and_remembered(AudioFormatSetting format)
    {
        await using Exchange exchange = await Exchange.OpenAsync(time: TimeProvider.System, config: config => config with
        {
            OpenAIRealtime = config.OpenAIRealtime with { AudioFormat = format },
        });
        CallRecord record = await exchange.CallAsync(CallPlan.ForScenario(Scenario.Embedded("short")));

        record.End.ShouldBe(CallEndReason.CallerHungUp);
        record.Errors.ShouldBeEmpty();
        record.Stream.Unplayed.ShouldBe(0);
        record.Stream.UnalignedMedia.ShouldBe(0);
        record.Stream.Violations.ShouldBeEmpty();
        RealtimeSession session = exchange.Model.Sessions.Single();
        session.RefusedEvents.ShouldBe(0);
        (await session.Completion.Within()).ShouldBe(new RealtimeSessionEnd(ByClient: true, 1000, ""), "it is told goodbye");

        ConversationReport report = await exchange.ReportAsync(record.CallSid);
        Scenario scenario = Scenario.Embedded("short");
        report.Entries.Where(entry => entry.Kind == "caller").Select(entry => entry.Text).ShouldBe(scenario.Utterances);
        report.Entries.Where(entry => entry.Kind == "assistant").Select(entry => entry.Text)
            .ShouldBe(scenario.Replies.Take(1).Select(reply => ((SpokenPart)reply.Parts[0]).Text));
        report.Entries.Where(entry => entry.Kind == "assistant").ShouldAllBe(entry => !entry.Interrupted);
        report.EndReason.ShouldBe("caller-hung-up");
        report.Usage.Total.ShouldBeGreaterThan(0);
        report.StreamSid.ShouldBe(record.Stream.StreamSid);
    }

    [Fact]
    public async Task The_model_is_connected_before_the_stream_is_there()
    {
        await using Exchange exchange = await Exchange.OpenAsync(time: TimeProvider.System);
        var plan = new CallPlan { Faults = new CallFaults { NeverStart = true }, MaxDuration = TimeSpan.FromSeconds(30) };
        await using PhoneCall call = await exchange.Phone().DialAsync(plan, TestContext.Current.CancellationToken);
        await (await exchange.Model.SessionAsync(0, TestContext.Current.CancellationToken).Within())
            .WaitAsync(session => session.IsConfigured, TestContext.Current.CancellationToken).Within();
        call.Snapshot().Streams.ShouldAllBe(stream => stream.FramesSent == 0);
        call.HangUp();
    }

    [Fact]
    public async Task A_greeting_is_said_before_the_caller_speaks()
    {
        await using Exchange exchange = await Exchange.OpenAsync(time: TimeProvider.System, config: config => config with
        {
            OpenAIRealtime = config.OpenAIRealtime with { Greeting = "Welcome to the practice." },
        });
        await using PhoneCall call = await exchange.Phone().DialAsync(CallerPlans.Listening(), TestContext.Current.CancellationToken);
        await (await exchange.Model.SessionAsync(0, TestContext.Current.CancellationToken).Within())
            .WaitAsync(session => session.Responses.Count == 1, TestContext.Current.CancellationToken).Within();
        exchange.Model.Sessions.Single().ClientEvents.ShouldContain(json => json.Contains("response.create") && json.Contains("Welcome to the practice."));
        call.HangUp();
        CallRecord record = await call.Completion.Within();
        ConversationReport report = await exchange.ReportAsync(record.CallSid);
        report.Entries.ShouldContain(entry => entry.Kind == "speech-requested" && entry.Text == "Welcome to the practice.");
    }

    [Fact]
    public async Task Digits_reach_the_brain()
    {
        await using Exchange exchange = await Exchange.OpenAsync(time: TimeProvider.System);
        CallRecord record = await exchange.CallAsync(CallerPlans.Listening() with
        {
            Steps =
            [
                new CallerStep(new AtCue(TimeSpan.FromMilliseconds(100)), new PressAction("42#")),
                new CallerStep(new AfterPreviousCue(TimeSpan.FromMilliseconds(200)), new HangUpAction()),
            ],
        });
        ConversationReport report = await exchange.ReportAsync(record.CallSid);
        report.Entries.Where(entry => entry.Kind == "digit-pressed").Select(entry => entry.Text).ShouldBe(["4", "2", "#"]);
    }

    [Fact]
    public async Task The_last_sentence_is_known_though_the_caller_hangs_up_while_speaking()
    {
        await using Exchange exchange = await Exchange.OpenAsync(time: TimeProvider.System);
        Scenario scenario = Scenario.Embedded("short");
        SayLine line = scenario.Caller.OfType<SayLine>().First();
        CallRecord record = await exchange.CallAsync(new CallPlan
        {
            Steps =
            [
                new CallerStep(new AtCue(TimeSpan.FromMilliseconds(200)), CallerStep.From(line, Simulation.Speech.SpeechLibrary.Embedded).Action),
                new CallerStep(new AfterPreviousCue(TimeSpan.Zero), new HangUpAction()),
            ],
        });
        ConversationReport report = await exchange.ReportAsync(record.CallSid);
        report.Entries.Where(entry => entry.Kind == "caller").Select(entry => entry.Text).ShouldBe([line.Text]);
    }
}
