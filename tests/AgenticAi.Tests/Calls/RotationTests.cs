using AgenticAi.Configuration;
using AgenticAi.Conversations;
using AgenticAi.Simulation;
using AgenticAi.Simulation.Realtime;
using AgenticAi.Simulation.Scenarios;
using AgenticAi.Simulation.Speech;
using AgenticAi.Simulation.Twilio;
using AgenticAi.Testing;

namespace AgenticAi.Tests.Calls;

/// <summary>A session is changed for another before the server ends it, and nobody on the line notices.</summary>
public sealed class RotationTests
{
    private const string Greeting = "Hello, this is the assistant of the Greenfield dental practice. How can I help you?";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Sessions end after twelve seconds here, and give way long before, so that a call needs several.</summary>
    [Theory]
    [InlineData(4000)]
    [InlineData(100)]
    public async Task A_conversation_goes_through_many_sessions_and_is_one(int rotateAfterMs)
    {
        Scenario scenario = Scenario.Embedded("demo");
        await using Exchange exchange = await OpenAsync(
            TimeSpan.FromMilliseconds(rotateAfterMs),
            options => options with { Scenario = scenario, SessionLifetime = TimeSpan.FromSeconds(12) },
            config => config with { Greeting = Greeting });
        CallRecord record = await exchange.CallAsync(CallPlan.ForScenario(scenario));
        ConversationReport report = await exchange.ReportAsync(record.CallSid);

        report.EndReason.ShouldBe("agent-hung-up", report.ToText());
        Said(report).ShouldBe(scenario.Utterances, "no word is lost, and none is heard twice");
        report.Entries.Where(entry => entry.Kind == "assistant").Select(entry => entry.Text)
            .ShouldBe([Greeting, .. scenario.Replies.Select(reply => ((SpokenPart)(reply.Then ?? reply).Parts[0]).Text)]);
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
        IsRestored(last.Items[0]).ShouldBeTrue();
        last.Items.Where(IsRestored).Select(item => item.Text).ShouldBe(Heard(report).Take(last.Items.Count(IsRestored)));
    }

    /// <summary>
    /// The caller begins when the next session has been told what was said so far: just before the change, in it, and just after it.
    /// </summary>
    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(60)]
    [InlineData(200)]
    public async Task What_is_said_into_the_change_is_heard_and_answered(int afterMs)
    {
        SayLine[] lines = [.. Scenario.Embedded("demo").Caller.OfType<SayLine>().Where((_, number) => number != 1)];
        Scenario scenario = Scenario.Embedded("demo") with { Caller = lines };
        await using Exchange exchange = await OpenAsync(
            TimeSpan.FromMilliseconds(100),
            options => options with { Scenario = scenario, Replies = request => AgentReply.Say($"Answer {request.Utterance}.") });
        await using PhoneCall call = await exchange.Phone().DialAsync(WholeCallTests.Listening(), Cancelled);
        for (int number = 0; number <= lines.Length; number++)
        {
            await SessionThatKnowsAsync(exchange, turns: 2 * number);
            if (number < lines.Length) call.Say(After(afterMs, lines[number].Speech), lines[number].Text);
        }

        call.HangUp();
        CallRecord record = await call.Completion.Within();
        ConversationReport report = await exchange.ReportAsync(record.CallSid);
        Said(report).ShouldBe(lines.Select(line => line.Text), report.ToText());
        report.Entries.Where(entry => entry.Kind == "assistant").Select(entry => entry.Text)
            .ShouldBe(lines.Select((_, number) => $"Answer {number}."), report.ToText());
        report.Entries.ShouldNotContain(entry => entry.Kind == "model-lost");
        record.Stream.Clears.ShouldBeEmpty();
        exchange.Model.Sessions.ShouldAllBe(session => session.RefusedEvents == 0);
    }

    [Fact]
    public async Task A_session_that_is_never_in_peace_is_left_before_the_server_ends_it()
    {
        await using Exchange exchange = await OpenAsync(
            TimeSpan.FromMinutes(50),
            options => options with { SessionLifetime = TimeSpan.FromSeconds(10), Replies = LongAnswer });
        CallPlan plan = CallPlan.ForScenario(Scenario.Embedded("short"));
        CallRecord record = await exchange.CallAsync(plan with
        {
            Steps = [plan.Steps[0], new CallerStep(new AgentSpeakingCue(TimeSpan.FromSeconds(11)), new HangUpAction())],
        });
        ConversationReport report = await exchange.ReportAsync(record.CallSid);
        ReportEntry[] lost = [.. report.Entries.Where(entry => entry.Kind == "model-lost")];
        lost.ShouldNotBeEmpty();
        lost.ShouldAllBe(entry => entry.Text == "left before its longest duration");
        report.Entries.Count(entry => entry.Kind == "model-connected").ShouldBe(lost.Length + 1);
        report.Entries.Single(entry => entry.Kind == "caller").Text.ShouldBe("Hello, are you there?");
        report.Entries.Count(entry => entry.Kind == "assistant").ShouldBe(1, "what is being said goes on");
        record.Stream.Clears.ShouldBeEmpty();
        exchange.Log.Lines.ShouldNotContain(line => line.Message.Contains("session_expired"));
    }

    [Fact]
    public async Task A_next_session_that_cannot_be_had_does_not_touch_the_one_that_serves()
    {
        Scenario scenario = Scenario.Embedded("short");
        await using Exchange exchange = await OpenAsync(
            TimeSpan.FromMilliseconds(100),
            options => options with
            {
                Handshake = number => number switch { 1 => Handshake.Refuse(503), 2 => Handshake.Refuse(401), _ => Handshake.Accept },
            });
        await using PhoneCall call = await exchange.Phone().DialAsync(WholeCallTests.Listening(), Cancelled);
        await exchange.Log.WhenAsync(line => line.Message.Contains("next session is not ready") && line.Message.Contains("401"));
        call.Say(SpeechLibrary.Embedded.Load("caller-hello", 8000), "Hello, are you there?");
        await (await exchange.Model.SessionAsync(1, Cancelled).Within()).WaitAsync(session => session.Items.Count >= 2, Cancelled).Within();
        call.HangUp();
        ConversationReport report = await exchange.ReportAsync((await call.Completion.Within()).CallSid);
        report.EndReason.ShouldBe("caller-hung-up", "a refusal is final only for a call that has no session");
        report.Entries.ShouldNotContain(entry => entry.Kind == "model-lost");
        Said(report).ShouldBe(scenario.Utterances);
    }

    [Fact]
    public async Task A_session_that_is_lost_while_the_next_is_ready_is_followed_by_that_one()
    {
        await using Exchange exchange = await OpenAsync(
            TimeSpan.FromSeconds(1),
            options => options with { Replies = LongAnswer, Handshake = number => number < 2 ? Handshake.Accept : Handshake.Refuse(503) },
            config => config with { Greeting = Greeting });
        await using PhoneCall call = await exchange.Phone().DialAsync(WholeCallTests.Listening(), Cancelled);
        RealtimeSession second = await exchange.Model.SessionAsync(1, Cancelled).Within();
        string id = second.Settings["id"]!.GetValue<string>();
        await exchange.Log.WhenAsync(line => line.Message.Contains("Connected to Realtime API") && line.Message.Contains(id));
        exchange.Model.Sessions[0].Inject(new ResetFault());
        await exchange.Log.WhenAsync(line => line.Message.Contains("The model is lost"));
        call.Say(SpeechLibrary.Embedded.Load("caller-hello", 8000), "Hello, are you there?");
        await second.WaitAsync(session => session.Items.Any(item => item.Content == "input_audio"), Cancelled).Within();
        call.HangUp();
        ConversationReport report = await exchange.ReportAsync((await call.Completion.Within()).CallSid);
        report.EndReason.ShouldBe("caller-hung-up");
        report.Entries.Count(entry => entry.Kind == "model-connected").ShouldBe(2, "no third could be had");
    }

    /// <summary>Completes when a session has been told so many turns of those before it.</summary>
    private static async Task SessionThatKnowsAsync(Exchange exchange, int turns)
    {
        for (int number = 1; ; number++)
        {
            RealtimeSession session = await exchange.Model.SessionAsync(number, Cancelled).Within();
            try
            {
                await session.WaitAsync(known => known.IsConfigured && known.Items.Count(IsRestored) >= turns, Cancelled).Within();
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

    private static bool IsRestored(RealtimeItem item) => RestoredItems.Includes(item.Id);

    private static AgentReply LongAnswer(ReplyRequest request) =>
        AgentReply.Say(string.Join(' ', Enumerable.Repeat("and so on and on", 40)));

    private static IEnumerable<string?> Said(ConversationReport report) =>
        report.Entries.Where(entry => entry is { Kind: "caller", Text.Length: > 0 }).Select(entry => entry.Text);

    private static IEnumerable<string?> Heard(ConversationReport report) => report.Entries
        .Where(entry => entry.Kind is "caller" or "assistant").Select(entry => entry.Interrupted ? entry.HeardText : entry.Text);

    private static Task<Exchange> OpenAsync(
        TimeSpan rotateAfter, Func<SimulatedRealtimeOptions, SimulatedRealtimeOptions> model,
        Func<OpenAIRealtimeConfig, OpenAIRealtimeConfig>? realtime = null) => Exchange.OpenAsync(model, config => config with
        {
            OpenAIRealtime = (realtime?.Invoke(config.OpenAIRealtime) ?? config.OpenAIRealtime) with { RotateAfter = rotateAfter },
        });
}
