using AgenticAi.Configuration;
using AgenticAi.Conversations;
using AgenticAi.Simulation.Realtime;
using AgenticAi.Simulation.Scenarios;
using AgenticAi.Simulation.Speech;
using AgenticAi.Simulation.Twilio;

namespace AgenticAi.Tests.Calls;

/// <summary>What is no interruption does not interrupt: each option with the call that shows its effect.</summary>
public sealed class FalseStartTests
{
    private const string Answer =
        "The practice is open from Monday to Friday between eight and six, and on Saturdays until noon.";

    private static readonly SayAction Cough = new(SteadyTone.Burst(TimeSpan.FromMilliseconds(300), 8000), "(coughs)");
    private static readonly SayAction Wait = new(SpeechLibrary.Embedded.Load("caller-wait", 8000), "Sorry, wait a moment.");
    private static readonly SayAction Question = new(SpeechLibrary.Embedded.Load("caller-hello", 8000), "Hello, are you there?");

    [Fact]
    public async Task After_a_noise_the_answer_goes_on_and_the_model_remembers_all_of_it()
    {
        await using Exchange exchange = await OpenAsync();
        (CallRecord record, ConversationReport report) = await CallAsync(exchange, Cough);
        record.Stream.Clears.Count.ShouldBe(1, "it was silent while the noise lasted");
        ReportEntry said = Said(report);
        (said.Text, said.Interrupted).ShouldBe((Answer, false));
        RealtimeItem[] items = [.. exchange.Model.Sessions.Single().Items];
        items.ShouldNotContain(item => item.IsNoise, "the noise is forgotten");
        string remembered = string.Join(' ', items
            .Where(item => item is { Role: "assistant", Remembered.Length: > 0 })
            .Select(item => item.Remembered!.Trim()));
        Words(remembered).Except(Words(Answer)).ShouldBeEmpty();
        remembered.ShouldEndWith("until noon.");
        (Words(Answer).Length - Words(remembered).Length).ShouldBeInRange(
            -1, 1, $"what was heard before the noise as audio, the rest as text, but for a word at the seam: {remembered}");
        exchange.Model.Sessions.Single().RefusedEvents.ShouldBe(0);
    }

    [Fact]
    public async Task Without_the_option_a_noise_ends_the_answer()
    {
        await using Exchange exchange = await OpenAsync(turns => turns with { ResumeFalseStarts = false });
        (_, ConversationReport report) = await CallAsync(exchange, Cough);
        Said(report).Interrupted.ShouldBeTrue();
    }

    [Fact]
    public async Task Speech_below_the_minimum_leaves_the_answer_and_the_models_memory_untouched()
    {
        await using Exchange exchange = await OpenAsync(turns => turns with { MinSpeech = TimeSpan.FromMilliseconds(600) });
        (_, ConversationReport report) = await CallAsync(exchange, Cough);
        (Said(report).Text, Said(report).Interrupted).ShouldBe((Answer, false));
        exchange.Model.Sessions.Single().ClientEvents.ShouldNotContain(json => json.Contains("conversation.item.truncate\",\"item_id\":\"" + Said(report).Id));
    }

    [Fact]
    public async Task Words_interrupt_in_spite_of_all_options()
    {
        await using Exchange exchange = await OpenAsync(turns => turns with { MinSpeech = TimeSpan.FromMilliseconds(600), EchoGateDb = -30 });
        (CallRecord record, ConversationReport report) = await CallAsync(exchange, Wait);
        record.Stream.Clears.Count.ShouldBe(1);
        Said(report).Interrupted.ShouldBeTrue();
        Answer.ShouldStartWith(Said(report).HeardText!);
    }

    [Fact]
    public async Task A_protected_greeting_is_heard_to_its_end()
    {
        await using Exchange exchange = await OpenAsync(turns => turns with { ProtectGreeting = true }, greeting: Answer);
        (CallRecord record, ConversationReport report) = await CallAsync(exchange, Wait, isGreeted: true);
        record.Stream.Clears.ShouldBeEmpty();
        (Said(report).Text, Said(report).Interrupted).ShouldBe((Answer, false));
    }

    [Fact]
    public async Task Without_protection_a_greeting_is_interrupted()
    {
        await using Exchange exchange = await OpenAsync(greeting: Answer);
        (_, ConversationReport report) = await CallAsync(exchange, Wait, isGreeted: true);
        Said(report).Interrupted.ShouldBeTrue();
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(-30.0, false)]
    public async Task The_echo_gate_keeps_the_agent_from_hearing_itself(double? gate, bool interruptsItself)
    {
        await using Exchange exchange = await OpenAsync(turns => turns with { EchoGateDb = gate });
        CallPlan plan = CallerPlans.Listening() with
        {
            Echo = new LineEcho(LossDb: 15, TimeSpan.FromMilliseconds(120)),
            Steps =
            [
                new CallerStep(new AtCue(TimeSpan.FromMilliseconds(200)), Question),
                new CallerStep(new AgentSpeakingCue(TimeSpan.FromMilliseconds(2500)), new HangUpAction()),
            ],
        };
        CallRecord record = await exchange.CallAsync(plan);
        (record.Stream.Clears.Count > 0).ShouldBe(interruptsItself);
    }

    private static Task<Exchange> OpenAsync(Func<TurnTakingConfig, TurnTakingConfig>? turns = null, string greeting = "") => Exchange.OpenAsync(
        model: options => options with { Replies = _ => AgentReply.Say(Answer) },
        config: config => config with
        {
            OpenAIRealtime = config.OpenAIRealtime with { Greeting = greeting },
            TurnTaking = turns?.Invoke(config.TurnTaking) ?? config.TurnTaking,
        });

    /// <summary>The caller asks, unless greeted, cuts in after a second, and hangs up when the agent has been silent.</summary>
    private static async Task<(CallRecord Record, ConversationReport Report)> CallAsync(Exchange exchange, SayAction cutsIn, bool isGreeted = false)
    {
        var steps = new List<CallerStep>
        {
            new(new AgentSpeakingCue(TimeSpan.FromSeconds(1)), cutsIn),
            new(new AgentSilentCue(TimeSpan.FromMilliseconds(1200)), new HangUpAction()),
        };
        if (!isGreeted) steps.Insert(0, new CallerStep(new AtCue(TimeSpan.FromMilliseconds(200)), Question));
        CallRecord record = await exchange.CallAsync(CallerPlans.Listening() with { Steps = steps });
        return (record, await exchange.ReportAsync(record.CallSid));
    }

    private static ReportEntry Said(ConversationReport report) => report.Entries.First(entry => entry.Kind == "assistant");

    private static string[] Words(string text) => text.Split(' ');
}
