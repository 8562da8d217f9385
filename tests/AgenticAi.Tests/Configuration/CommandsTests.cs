using AgenticAi.Configuration;
using AgenticAi.Conversations;

namespace AgenticAi.Tests.Configuration;

/// <summary>What <c>commands</c> makes of its values.</summary>
public class CommandsTests
{
    [Fact]
    public void Every_key_of_the_commands_arrives()
    {
        CommandsConfig commands = Sample.Valid(Sample.Minimal + """
            commands:
              road: tool
              min_confidence: 0.7
              allowed_callers: ["+15550100", "+49*"]
              pin: "0815"
              pin_attempts: 2
              confirm: [send, "pay for"]
              max_commands: 5
              max_running: 2
              at_hang_up: cancel
              earlier_calls: 3
              say_working: say_working
              say_done: say_done
              say_failed: say_failed
              say_timed_out: say_timed_out
              say_cancelled: say_cancelled
              say_not_allowed: say_not_allowed
              say_too_many: say_too_many
              ask_pin: ask_pin
              say_wrong_pin: say_wrong_pin
              say_pin_refused: say_pin_refused
              ask_confirmation: ask_confirmation
              ask_back: ask_back
            """).Commands;

        commands.AllowedCallers.ShouldBe(["+15550100", "+49*"]);
        commands.Confirm.ShouldBe(["send", "pay for"]);
        (commands with { AllowedCallers = [], Confirm = [] }).ShouldBe(new CommandsConfig
        {
            Road = CommandRoad.Tool,
            MinConfidence = 0.7,
            AllowedCallers = [],
            Pin = new Secret("0815"),
            PinAttempts = 2,
            Confirm = [],
            MaxCommands = 5,
            MaxRunning = 2,
            AtHangUp = JobsAtHangUp.Cancel,
            EarlierCalls = 3,
            Words = new CommandWords
            {
                Working = "say_working",
                Done = "say_done",
                Failed = "say_failed",
                TimedOut = "say_timed_out",
                Cancelled = "say_cancelled",
                NotAllowed = "say_not_allowed",
                TooMany = "say_too_many",
                AskPin = "ask_pin",
                WrongPin = "say_wrong_pin",
                PinRefused = "say_pin_refused",
                AskConfirmation = "ask_confirmation",
                AskBack = "ask_back",
            },
        });
    }

    [Theory]
    [InlineData("817")]
    [InlineData("81a7")]
    [InlineData("8170817081708")]
    public void A_PIN_is_digits_and_never_shown(string pin)
    {
        string error = Sample.Errors(Sample.With("commands.pin", $"\"{pin}\"")).ShouldHaveSingleItem();

        error.ShouldContain("4 to 12 digits, or empty");
        error.ShouldNotContain(pin);
    }

    [Theory]
    [InlineData("5550100")]
    [InlineData("*")]
    [InlineData("+49*1")]
    public void A_caller_is_a_number_or_the_beginning_of_one(string caller) =>
        Sample.Errors($"{Sample.Minimal}commands: {{ allowed_callers: [\"{caller}\"] }}").ShouldHaveSingleItem()
            .ShouldContain("a number such as +14155550100 (E.164), or the beginning of one with * behind it");

    [Theory]
    [InlineData("road: both", "commands.road: needs an analyser")]
    [InlineData("road: transcripts", "commands.road: needs an analyser")]
    [InlineData("road: tool, confirm: [send]", "commands.confirm: needs an analyser")]
    public void What_has_to_be_understood_needs_an_analyser(string keys, string error) =>
        Sample.Errors($$"""{{Sample.Minimal}}intents: { analyzer: none }{{"\n"}}{{Agent}}commands: { {{keys}} }""").ShouldHaveSingleItem()
            .ShouldContain(error);

    [Theory]
    [InlineData("road: both", "")]
    [InlineData("road: tool", Agent)]
    public void Without_an_agent_or_by_the_function_nothing_has_to_be_understood(string keys, string agent) =>
        Sample.Errors($$"""{{Sample.Minimal}}intents: { analyzer: none }{{"\n"}}{{agent}}commands: { {{keys}} }""").ShouldBeEmpty();

    private const string Agent = "agent: { gateway: process, process: { program: agent } }\n";
}
