using AgenticAi.Configuration;
using AgenticAi.Conversations;
using AgenticAi.Simulation.Realtime;
using AgenticAi.Simulation.Scenarios;
using AgenticAi.Simulation.Speech;
using AgenticAi.Simulation.Twilio;
using AgenticAi.Testing;

namespace AgenticAi.Tests.Calls;

/// <summary>Callers who want things done, by an agent behind a real web address, while the voice goes on talking.</summary>
public sealed class CommandTests : IAsyncLifetime
{
    private const string Wish = "Please book a table for two on Friday.";
    private const string SmallTalk = "How are you today?";
    private const string Answer = "The table is booked for Friday at eight.";

    private static readonly SpeechClip Voice = SpeechLibrary.Embedded.Load("caller-friday", 8000);

    private AgentService _agent = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _agent = await AgentService.StartAsync();

    public ValueTask DisposeAsync() => _agent.DisposeAsync();

    [Theory]
    [InlineData(CommandRoad.Transcripts)]
    [InlineData(CommandRoad.Tool)]
    [InlineData(CommandRoad.Both)]
    public async Task What_the_caller_asks_for_is_done_while_the_voice_goes_on_talking_and_the_answer_is_told(CommandRoad road)
    {
        await using Exchange exchange = await OpenAsync([Wish, SmallTalk], commands => commands with { Road = road });
        await using PhoneCall call = await exchange.Phone().DialAsync(CallerPlans.Listening(), Cancelled);
        call.Say(Voice, Wish);
        await WhenAsync(exchange, call, happened => happened is CommandStarted);
        await WhenAsync(exchange, call, happened => happened is CommandDelayed);

        call.Say(Voice, SmallTalk);
        await WhenAsync(exchange, call, happened => happened is AssistantSaid { Text: "I am fine." });
        await _agent.AnswerAsync(Answer);
        await WhenAsync(exchange, call, happened => happened is AssistantSaid said && said.Text.Contains(Answer, StringComparison.Ordinal));
        call.HangUp();
        await call.Completion.Within();

        ConversationReport report = await exchange.ReportAsync(call.CallSid);
        _agent.Tasks.Count.ShouldBe(1);
        _agent.Tasks[0].ShouldContain("book a table for two", Case.Insensitive);
        Order(report, "command-started", "command-delayed", "command-completed").ShouldBeTrue();
        report.Entries.Single(entry => entry.Kind == "command-completed").Text.ShouldBe(Answer);
        report.Entries.Single(entry => entry.Kind == "speech-requested" && entry.Text == Answer).Outcome.ShouldBe("spoken");
        exchange.Model.Sessions.Single().RefusedEvents.ShouldBe(0);
    }

    [Fact]
    public async Task The_model_is_told_the_answer_as_the_output_of_its_call_and_never_as_words_of_the_caller()
    {
        await using Exchange exchange = await OpenAsync([Wish], commands => commands with { Road = CommandRoad.Tool });
        await using PhoneCall call = await exchange.Phone().DialAsync(CallerPlans.Listening(), Cancelled);
        call.Say(Voice, Wish);
        await WhenAsync(exchange, call, happened => happened is CommandStarted);
        await _agent.AnswerAsync(Answer);
        await WhenAsync(exchange, call, happened => happened is SpeechSpoken);
        call.HangUp();
        await call.Completion.Within();

        string[] created = [.. exchange.Model.Sessions.Single().ClientEvents.Where(json => json.Contains("conversation.item.create"))];
        created.ShouldHaveSingleItem().ShouldContain("function_call_output");
        exchange.Model.Sessions.Single().ClientEvents.ShouldNotContain(json => json.Contains("\"role\":\"user\""));
    }

    [Fact]
    public async Task A_command_that_needs_a_PIN_and_a_yes_is_done_after_both_and_the_PIN_is_nowhere()
    {
        // As long as a PIN may be: four digits are found by chance in ids and times.
        const string pin = "471108150042";
        await using Exchange exchange = await OpenAsync(
            [Wish, "Yes, please."],
            commands => commands with { Road = CommandRoad.Transcripts, Pin = new Secret(pin), Confirm = ["book"] });
        await using PhoneCall call = await exchange.Phone().DialAsync(CallerPlans.Listening(), Cancelled);
        call.Say(Voice, Wish);
        await WhenAsync(exchange, call, happened => happened is CommandHeld { Reason: HoldReason.Pin });
        call.Press(pin);
        await WhenAsync(exchange, call, happened => happened is CommandHeld { Reason: HoldReason.Confirmation });
        _agent.Tasks.ShouldBeEmpty();
        await WhenAsync(exchange, call, happened => happened is SpeechSpoken spoken && spoken.Id.EndsWith(".confirm", StringComparison.Ordinal));
        call.Say(Voice, "Yes, please.");
        await WhenAsync(exchange, call, happened => happened is CommandStarted);
        await _agent.AnswerAsync(Answer);
        await WhenAsync(exchange, call, happened => happened is SpeechSpoken spoken && spoken.Id.EndsWith(".answer", StringComparison.Ordinal));
        call.HangUp();
        await call.Completion.Within();

        ConversationReport report = await exchange.ReportAsync(call.CallSid);
        report.ToJson().ShouldNotContain(pin);
        exchange.Log.Lines.ShouldNotContain(line => line.Message.Contains(pin));
        exchange.Model.Sessions.Single().ClientEvents.ShouldNotContain(json => json.Contains(pin));
        report.Entries.ShouldNotContain(entry => entry.Kind == "digit-pressed");
    }

    [Fact]
    public async Task What_is_asked_for_in_the_last_words_is_done_and_recorded_after_the_caller_has_gone()
    {
        await using Exchange exchange = await OpenAsync([Wish], commands => commands with { Road = CommandRoad.Transcripts });
        await using PhoneCall call = await exchange.Phone().DialAsync(CallerPlans.Listening(), Cancelled);
        call.Say(Voice, Wish);
        await WhenAsync(exchange, call, happened => happened is CallerSpeechStarted);
        call.HangUp();
        await call.Completion.Within();
        await WhenAsync(exchange, call, happened => happened is CommandStarted);
        await WhenAsync(exchange, call, happened => happened is ConversationEnded);
        await _agent.AnswerAsync(Answer);

        ConversationReport report = await exchange.ReportAsync(call.CallSid);
        report.EndReason.ShouldBe("caller-hung-up");
        report.Entries.Single(entry => entry.Kind == "command-completed").Text.ShouldBe(Answer);
    }

    [Fact]
    public async Task Never_mind_stops_the_agent()
    {
        await using Exchange exchange = await OpenAsync([Wish, "Never mind."], commands => commands with { Road = CommandRoad.Transcripts });
        await using PhoneCall call = await exchange.Phone().DialAsync(CallerPlans.Listening(), Cancelled);
        call.Say(Voice, Wish);
        await WhenAsync(exchange, call, happened => happened is CommandStarted);
        await WhenAsync(exchange, call, happened => happened is AssistantSaid);
        call.Say(Voice, "Never mind.");
        await WhenAsync(exchange, call, happened => happened is CommandCancelled);
        call.HangUp();
        await call.Completion.Within();

        ConversationReport report = await exchange.ReportAsync(call.CallSid);
        report.Entries.ShouldNotContain(entry => entry.Kind == "command-completed");
    }

    [Fact]
    public async Task What_was_asked_for_in_an_earlier_call_is_done_again()
    {
        const string Again = "Do that again, please.";
        await using Exchange exchange = await OpenAsync(
            [Again], commands => commands with { Road = CommandRoad.Transcripts, EarlierCalls = 3 });
        string earlier = await EarlierCallAsync(exchange, new CallPlan().From);
        await using PhoneCall call = await exchange.Phone().DialAsync(CallerPlans.Listening(), Cancelled);
        await WhenAsync(exchange, call, happened => happened is EarlierCallsRecalled);
        call.Say(Voice, Again);
        await WhenAsync(exchange, call, happened => happened is CommandStarted);
        await _agent.AnswerAsync(Answer);
        call.HangUp();
        await call.Completion.Within();

        _agent.Tasks.Single().ShouldBe("book a table for two");
        exchange.Model.Sessions.Single().ClientEvents.ShouldContain(json => json.Contains("In earlier calls this caller"));
        await exchange.ReportAsync(earlier);
        await exchange.ReportAsync(call.CallSid);
    }

    [Fact]
    public async Task Without_an_agent_a_call_is_as_it_was()
    {
        await using Exchange exchange = await Exchange.OpenAsync();
        CallRecord record = await exchange.CallAsync(CallPlan.ForScenario(Scenario.Embedded("short")));

        ConversationReport report = await exchange.ReportAsync(record.CallSid);
        report.Entries.ShouldNotContain(entry => entry.Kind.StartsWith("intent", StringComparison.Ordinal));
        exchange.Model.Sessions.Single().ClientEvents.ShouldNotContain(json => json.Contains("ask_agent"));
    }

    private Task<Exchange> OpenAsync(string[] utterances, Func<CommandsConfig, CommandsConfig> commands) => Exchange.OpenAsync(
        model: options => options with
        {
            Scenario = new Scenario
            {
                Name = "wishes",
                Caller = [.. utterances.Select(text => new SayLine(new AtCue(TimeSpan.Zero), "caller-friday", text))],
            },
            Replies = request => ReplyTo(request, commands(new CommandsConfig()).Road is not CommandRoad.Transcripts),
        },
        config: config => config with
        {
            Commands = commands(config.Commands),
            Agent = new AgentConfig
            {
                Gateway = AgentGatewaySetting.Http,
                Http = new HttpAgentConfig { Url = _agent.Url, Secret = new Secret("a-shared-secret-0123") },
                WorkingAfter = TimeSpan.FromMilliseconds(500),
            },
        });

    /// <summary>A voice that hands wishes over when it has the function for it, and tells what it is to tell.</summary>
    private static AgentReply ReplyTo(ReplyRequest request, bool hasFunction)
    {
        RealtimeItem? last = request.Items is [.., var item] ? item : null;
        if (request.Instructions?.Split("else: ") is [_, var words]) return AgentReply.Say(words);
        if (last is { Type: "function_call_output", Data: { } output }) return AgentReply.Say($"It is done: {output}");
        if (last is { Role: "system", Text: { } note }) return AgentReply.Say($"It is done: {note}");
        string said = request.Items.LastOrDefault(other => other.Role == "user")?.Text ?? "";
        if (said == SmallTalk) return AgentReply.Say("I am fine.");
        return said == Wish && hasFunction
            ? new AgentReply([new SpokenPart("I am taking care of it."), new FunctionCallPart("ask_agent", """{"request":"Book a table for two on Friday"}""")])
            : AgentReply.Say("Certainly.");
    }

    /// <summary>Writes a call of this caller into the journal, in which a table was booked.</summary>
    private static async Task<string> EarlierCallAsync(Exchange exchange, string caller)
    {
        const string Id = "CA00000000000000000000000000000001";
        ConversationEvent[] events =
        [
            new ConversationStarted(Id, null, CallDirection.Inbound, caller, "+15550199", new ConversationSettings("m", "v", "pcm16", "i")),
            new CommandRequested("u1.command", "book a table for two", [], CommandRoad.Transcripts, "u1", null),
            new CommandStarted("u1.command"),
            new CommandCompleted("u1.command", Answer),
            new ConversationEnded(EndReason.Named("caller-hung-up"), null),
        ];
        StoredEntries.Store(exchange.JournalPath, Id, DateTimeOffset.UnixEpoch.AddDays(20_000), new NoteRestart(), events);
        // Lists follow the journal at a distance.
        await Eventually.TrueAsync(
            async ValueTask<bool> () => (await exchange.Journal.ListAsync(new ConversationQuery(), Cancelled)).Count > 0, "the call in the list");
        return Id;
    }

    private static Task WhenAsync(Exchange exchange, PhoneCall call, Func<ConversationEvent, bool> test) =>
        exchange.WhenJournalAsync(call.CallSid, test);

    private static bool Order(ConversationReport report, params string[] kinds)
    {
        int[] places = [.. kinds.Select(kind => report.Entries.ToList().FindIndex(entry => entry.Kind == kind))];
        return places[0] >= 0 && places.Zip(places.Skip(1)).All(pair => pair.First < pair.Second);
    }
}
