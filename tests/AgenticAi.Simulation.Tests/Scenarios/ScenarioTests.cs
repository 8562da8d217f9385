using AgenticAi.Simulation.Scenarios;
using AgenticAi.Simulation.Speech;
using AgenticAi.Simulation.Twilio;

namespace AgenticAi.Simulation.Tests.Scenarios;

public sealed class ScenarioTests
{
    [Theory]
    [InlineData("demo", 5, 20, 36)]
    [InlineData("short", 1, 1.5, 3)]
    public void The_scenarios_that_come_along_are_complete(string name, int exchanges, double least, double most)
    {
        Scenario scenario = Scenario.Embedded(name);
        CallPlan plan = CallPlan.ForScenario(scenario);

        scenario.Name.ShouldBe(name);
        scenario.Utterances.Count().ShouldBe(exchanges);
        scenario.Replies.Count.ShouldBe(exchanges);
        plan.Steps[^1].Action.ShouldBeOfType<HangUpAction>();
        IEnumerable<AgentReply> agent = scenario.Replies.Concat(scenario.Greeting is { } greeting ? [greeting] : []);
        double agentSeconds = agent.SelectMany(reply => reply.Parts).OfType<SpokenPart>()
            .Sum(part => SpeechLibrary.Embedded.Load(part.Speech!, 8000).Duration.TotalSeconds);
        double callerSeconds = plan.Steps.Select(step => step.Action).OfType<SayAction>().Sum(say => say.Clip.Duration.TotalSeconds);
        (agentSeconds + callerSeconds).ShouldBeInRange(least, most);
    }

    [Fact]
    public void Everything_a_scenario_can_say_is_read()
    {
        Scenario scenario = ScenarioReader.Parse("""
            name: all
            about: Everything.
            agent:
              greeting: { text: Hello. }
              replies:
                - { text: One., say: agent-here }
                - call: book
                  arguments: { day: Friday, people: 2, ratio: 0.5, window: true, note: "7", nothing: null, list: [1] }
                  then: { text: Booked. }
                - items:
                    - text: First.
                    - call: look
            caller:
              - { say: caller-hello, text: Hello., at_ms: 10 }
              - { press: "12#", after_ms: 20 }
              - { say: caller-wait, text: Wait., interrupt_after_ms: 30, patience_ms: 40 }
              - { noise_ms: 400, interrupt_after_ms: 45 }
              - { hang_up: true, after_agent_ms: 50 }
              - { drop: true }
            faults:
              - { do: drop, close_code: 1011, at_ms: 5 }
              - { do: error, code: rate_limit_exceeded, utterance: 2, session: 1 }
              - { do: fail_response, code: server_error, at_ms: 6 }
              - { do: fragment, bytes: 9, response: 3, after_ms: 7 }
            """, "all.yaml");

        scenario.Greeting!.Parts.ShouldBe([new SpokenPart("Hello.")]);
        scenario.Replies[0].Parts.ShouldBe([new SpokenPart("One.", "agent-here")]);
        const string arguments = """{"day":"Friday","people":2,"ratio":0.5,"window":true,"note":"7","nothing":null,"list":[1]}""";
        scenario.Replies[1].Parts.ShouldBe([new FunctionCallPart("book", arguments)]);
        scenario.Replies[1].Then!.Parts.ShouldBe([new SpokenPart("Booked.")]);
        scenario.Replies[2].Parts.ShouldBe([new SpokenPart("First."), new FunctionCallPart("look", "{}")]);
        scenario.Caller.ShouldBe([
            new SayLine(CallerCue.At(Ms(10)), "caller-hello", "Hello."),
            new PressLine(CallerCue.AfterPrevious(Ms(20)), "12#"),
            new SayLine(CallerCue.AgentSpeaking(Ms(30)), "caller-wait", "Wait.") { Patience = Ms(40) },
            new NoiseLine(CallerCue.AgentSpeaking(Ms(45)), Ms(400)),
            new HangUpLine(CallerCue.AgentSilent(Ms(50))),
            new DropLine(CallerCue.AfterPrevious(Ms(0))),
        ]);
        scenario.Utterances.ShouldBe(["Hello.", "Wait."]);
        scenario.Faults.ShouldBe([
            new FaultPlan(new AtTime(Ms(5)), new DropFault(1011)),
            new FaultPlan(new AtUtterance(2), new ErrorEventFault("rate_limit_exceeded"), 1),
            new FaultPlan(new AtTime(Ms(6)), new FailResponseFault("server_error")),
            new FaultPlan(new InResponse(3, Ms(7)), new FragmentFault(9)),
        ]);
    }

    [Theory]
    [InlineData("drop", typeof(DropFault))]
    [InlineData("reset", typeof(ResetFault))]
    [InlineData("silence", typeof(SilenceFault))]
    [InlineData("garbage", typeof(RawTextFault))]
    [InlineData("half_message", typeof(HalfMessageFault))]
    [InlineData("binary", typeof(BinaryFault))]
    [InlineData("unknown_event", typeof(UnknownEventFault))]
    [InlineData("oversized", typeof(OversizedFault))]
    [InlineData("expire", typeof(ExpireFault))]
    [InlineData("fragment", typeof(FragmentFault))]
    [InlineData("repeat", typeof(RepeatFault))]
    [InlineData("stall", typeof(StallFault))]
    public void Each_fault_has_a_name(string name, Type fault) =>
        ScenarioReader.Parse($"name: n\nfaults: [{{ do: {name}, at_ms: 0 }}]", "f").Faults.Single().Fault.ShouldBeOfType(fault);

    [Fact]
    public void All_errors_are_told_at_once_with_file_line_key_value_and_rule()
    {
        ScenarioException error = Should.Throw<ScenarioException>(() => ScenarioReader.Parse("""
            name: bad
            colour: blue
            agent:
              replies:
                - say: agent-here
            caller:
              - say: caller-hello
                text: Hello.
                after_ms: soon
              - press: "abc"
                hang_up: true
              - hang_up: false
              - { drop: true, at_ms: 1, after_ms: 2 }
              - { drop: true, patience_ms: 5 }
              - { noise_ms: 5 }
              - just text
            faults:
              - { do: explode, at_ms: 1 }
              - { do: drop }
            """, "bad.yaml"));

        error.Errors.ShouldBe([
            "bad.yaml, line 5: 'agent.replies[0]' needs the key 'text'.",
            "bad.yaml, line 9: 'caller[0].after_ms' is 'soon' and must be a whole number from 0 to 600000.",
            "bad.yaml, line 10: 'caller[1]' has 'press: abc', which must be digits, * or #.",
            "bad.yaml, line 10: 'caller[1]' needs exactly one of say, press, noise_ms, hang_up, drop.",
            "bad.yaml, line 12: 'caller[2]' has 'hang_up: false'; 'hang_up' can only be true.",
            "bad.yaml, line 13: 'caller[3]' has more than one of at_ms, after_ms, after_agent_ms, interrupt_after_ms.",
            "bad.yaml, line 14: 'caller[4]' has 'patience_ms', which goes with 'after_agent_ms' and 'interrupt_after_ms' only.",
            "bad.yaml, line 15: 'caller[5].noise_ms' is '5' and must be a whole number from 20 to 60000.",
            "bad.yaml, line 15: 'caller[5]' needs exactly one of say, press, noise_ms, hang_up, drop.",
            "bad.yaml, line 16: 'caller[6]' must be a mapping of keys to values.",
            "bad.yaml, line 18: 'faults[0]' has 'do: explode', which must be one of drop, reset, silence, error, fail_response, garbage, "
                + "half_message, binary, unknown_event, oversized, expire, fragment, repeat, stall.",
            "bad.yaml, line 19: 'faults[1]' needs exactly one of at_ms, utterance, response.",
            "bad.yaml, line 2: 'colour' is not a known key; known here are about, agent, caller, faults, name.",
        ]);
    }

    [Theory]
    [InlineData("a: [", "is not YAML")]
    [InlineData("- a", "must be one YAML document")]
    [InlineData("", "must be one YAML document")]
    [InlineData("name: n\nagent: x", "'agent' must be a mapping")]
    [InlineData("name: n\ncaller: x", "'caller' must be a list")]
    [InlineData("name: ''", "'name' must not be empty")]
    [InlineData("name: [1]", "'name' must be a text")]
    [InlineData("name: n\nagent: { replies: [ { text: t, then: { text: u } } ] }", "has 'then' but calls no function")]
    [InlineData("name: n\nagent: { replies: [ { items: [] } ] }", "needs at least one part")]
    public void A_file_of_another_shape_is_an_error(string yaml, string message) =>
        Should.Throw<ScenarioException>(() => ScenarioReader.Parse(yaml, "f.yaml")).Message.ShouldContain(message);

    private static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
