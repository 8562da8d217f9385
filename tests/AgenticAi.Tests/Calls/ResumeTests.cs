using AgenticAi.Conversations;
using AgenticAi.Simulation;
using AgenticAi.Simulation.Realtime;
using AgenticAi.Simulation.Scenarios;
using AgenticAi.Simulation.Speech;
using AgenticAi.Simulation.Twilio;
using AgenticAi.Testing;
using static AgenticAi.Tests.Calls.ReturningCalls;
using CallEndReason = AgenticAi.Simulation.Twilio.CallEndReason;

namespace AgenticAi.Tests.Calls;

/// <summary>A stream that was broken on our side comes back as another stream of the same conversation.</summary>
public sealed class ResumeTests
{

    private static readonly Uri PublicUrl = new("https://calls.example.com");
    private static readonly SayAction Hello = new(SpeechLibrary.Embedded.Load("caller-hello", 8000), "Hello, are you there?");
    private static readonly SpeechClip Move = SpeechLibrary.Embedded.Load("caller-move", 8000);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_stream_that_breaks_on_its_way_comes_back_and_the_conversation_goes_on(bool signsFragment)
    {
        await using Exchange exchange = await ReturningCalls.OpenAsync();
        await using CallerOnTheLine caller = await CallerOnTheLine.DialAsync(
            exchange.Phone(options => options with { SignsFragment = signsFragment }), Hello, exchange);
        caller.Call.BreakStream();
        await GoesOnAsync(exchange, caller);
        exchange.Log.Lines.ShouldContain(line => line.Message.Contains("came back without its stream: goes-on"));
    }

    [Fact]
    public async Task A_call_that_outlasts_the_drain_goes_on_in_the_next_run_of_the_server()
    {
        await using Exchange exchange = await ReturningCalls.OpenAsync(config => config with { Server = config.Server with { PublicUrl = PublicUrl } });
        var isBack = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        SimulatedTwilio phone = exchange.Phone(options => options with
        {
            SignedWebhookUrl = new Uri(PublicUrl, TwilioPaths.Voice),
            ConnectTo = url => new UriBuilder(exchange.Server.Url) { Scheme = "ws", Path = url.AbsolutePath }.Uri,
            BeforeRetry = (_, _) => isBack.Task,
        });
        await using CallerOnTheLine caller = await CallerOnTheLine.DialAsync(phone, Hello, exchange);
        caller.Call.Snapshot().Twiml.ShouldContain(
            "<Redirect method=\"POST\">https://calls.example.com/twilio/resume#rc=5&amp;rp=all</Redirect>");
        await exchange.RestartAsync();
        isBack.SetResult();
        await GoesOnAsync(exchange, caller);
    }

    [Fact]
    public async Task A_question_that_was_not_answered_is_answered_after_the_return()
    {
        await using Exchange exchange = await ReturningCalls.OpenAsync(
            model: options => options with
            {
                Faults = [new FaultPlan(new InResponse(2, TimeSpan.Zero), new SilenceFault())],
                Transcription = _ => new TranscriptionPlan(TimeSpan.Zero),
            });
        await using PhoneCall call = await exchange.Phone().DialAsync(
            CallerPlans.Listening() with { Steps = [new CallerStep(new AgentSilentCue(TimeSpan.FromMilliseconds(600)), Hello)] },
            Cancelled);
        await exchange.WhenJournalAsync(call.CallSid, happened => happened is CallerSaid);
        call.BreakStream();
        RealtimeSession second = await exchange.Model.SessionAsync(1, Cancelled).Within();
        await second.WaitAsync(session => session.Responses.Count == 1, Cancelled).Within();
        second.Items[1].Text.ShouldBe(Hello.Text, "after the greeting");
        call.HangUp();
        await call.Completion.Within();
    }

    [Fact]
    public async Task Words_of_an_operator_that_were_not_said_before_are_said_after_the_return_and_a_goodbye_of_before_is_not()
    {
        await using Exchange exchange = await ReturningCalls.OpenAsync();
        string callSid = ReturningCalls.Remember(exchange, exchange.Ago(TimeSpan.FromMinutes(1)), [
            new RequestSpeech("old-goodbye", "Goodbye then.", SpeechSources.SilenceGoodbye),
            new RequestSpeech("old-wish", "The doctor is late.", SpeechSources.Operator)]);
        await using PhoneCall call = await ReturningCalls.Phone(exchange).DialAsync(ReturningCalls.Returning(callSid), Cancelled);
        await exchange.WhenJournalAsync(callSid, happened => happened is SpeechSpoken { Id: "old-wish" });
        call.HangUp();
        await call.Completion.Within();
        ConversationReport report = await exchange.ReportAsync(callSid);
        report.Entries.Single(entry => entry.Id == "old-goodbye").Outcome.ShouldBe("the stream before it broke");
        exchange.Model.Sessions.Single().ClientEvents.ShouldNotContain(json => json.Contains("Goodbye then."));
        report.Entries.ShouldNotContain(entry => entry.Text == Greeting);
    }

    [Fact]
    public async Task The_time_a_call_may_last_counts_from_its_first_start()
    {
        await using Exchange exchange = await ReturningCalls.OpenAsync();
        string callSid = ReturningCalls.Remember(exchange, exchange.Ago(TimeSpan.FromHours(2)), []);
        CallRecord record = await ReturningCalls.Phone(exchange).CallAsync(ReturningCalls.Returning(callSid), Cancelled).Within();
        record.End.ShouldBe(CallEndReason.TwimlHangup);
        (await exchange.ReportAsync(callSid)).EndReason.ShouldBe("duration-limit");
    }

    [Fact]
    public async Task A_silent_caller_is_asked_on_each_stream()
    {
        await using Exchange exchange = await ReturningCalls.OpenAsync(
            config => config with { Limits = config.Limits with { SilencePromptAfter = TimeSpan.FromSeconds(0.5) } });
        await using PhoneCall call = await exchange.Phone().DialAsync(CallerPlans.Listening(), Cancelled);
        await exchange.WhenJournalAsync(call.CallSid, happened => happened is SpeechSpoken { Id: "silence-prompt-1" });
        call.BreakStream();
        await exchange.WhenJournalAsync(call.CallSid, happened => happened is SpeechSpoken { Id: "silence-prompt-1-s2" });
        call.HangUp();
        await call.Completion.Within();
    }

    private static async Task GoesOnAsync(Exchange exchange, CallerOnTheLine caller)
    {
        RealtimeSession second = await exchange.HeardAsync(1);
        second.Items.Select(item => (item.Role, item.Text)).ShouldBe(
            [("assistant", Greeting), ("user", Hello.Text), ("assistant", FirstAnswer)], "the earlier turns are in the model's context");
        await caller.AskAsync(Move, "I would like to move my appointment to Friday, please.");
        caller.Call.HangUp();
        CallRecord record = await caller.Call.Completion.Within();
        record.End.ShouldBe(CallEndReason.CallerHungUp);
        record.Errors.ShouldBeEmpty();
        record.Streams.Count.ShouldBe(2);
        record.Streams[0].Parameters["token"].ShouldNotBe(record.Streams[1].Parameters["token"]);

        ConversationReport report = await exchange.ReportAsync(record.CallSid);
        (report.EndReason?.Name, report.StreamSid).ShouldBe(("caller-hung-up", record.Streams[0].StreamSid));
        report.Entries.Where(entry => entry.Kind == "assistant").Select(entry => entry.Text)
            .ShouldBe([Greeting, FirstAnswer, SecondAnswer], report.ToText());
        report.Entries.Count(entry => entry.Kind == "caller").ShouldBe(2, report.ToText());
        report.Entries.Count(entry => entry.Kind == "speech-requested").ShouldBe(1, "the greeting is said once");
        report.Entries.Single(entry => entry.Kind == "conversation-resumed").Id.ShouldBe(record.Streams[1].StreamSid);
        report.Entries.Where(entry => entry.Kind is "model-connected" or "model-lost").Select(entry => entry.Kind)
            .ShouldBe(["model-connected", "model-lost", "model-connected"]);
    }
}
