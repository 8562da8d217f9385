using AgenticAi.Simulation.Scenarios;
using AgenticAi.Simulation.Twilio;

namespace AgenticAi.Simulation.Tests.Twilio;

public sealed class CallerScriptTests
{
    [Fact]
    public void Fixed_times_count_from_the_start_of_the_stream_and_pauses_from_the_end_of_the_previous_action()
    {
        CallerScript script = Script(CallerCue.At(Ms(200)), CallerCue.AfterPrevious(Ms(50)));
        script.Start(Ms(1000));

        script.Next(Ms(1199)).ShouldBeNull();
        script.Next(Ms(1200)).ShouldNotBeNull();
        script.Next(Ms(5000)).ShouldBeNull("the first action still goes on");
        script.ActionEnded(Ms(5000));
        script.Next(Ms(5049)).ShouldBeNull();
        script.Next(Ms(5050)).ShouldNotBeNull();
    }

    [Fact]
    public void The_caller_waits_until_the_agent_has_spoken_and_fallen_silent()
    {
        CallerScript script = Script(CallerCue.AfterPrevious(TimeSpan.Zero), CallerCue.AgentSilent(Ms(400)));
        script.Start(TimeSpan.Zero);
        script.Next(TimeSpan.Zero).ShouldNotBeNull();
        script.HearAgent(Ms(50));
        script.ActionEnded(Ms(100));
        script.Next(Ms(600)).ShouldBeNull("what was heard before does not count");
        script.HearAgent(Ms(700));
        script.HearAgent(Ms(900));
        script.Next(Ms(1299)).ShouldBeNull();

        script.Next(Ms(1300)).ShouldNotBeNull();
    }

    [Fact]
    public void An_interruption_counts_from_the_first_sound_of_the_agent()
    {
        CallerScript script = Script(CallerCue.AgentSpeaking(Ms(500)));
        script.Start(TimeSpan.Zero);
        script.Next(Ms(900)).ShouldBeNull();
        script.HearAgent(Ms(1000));
        script.HearAgent(Ms(1400));
        script.Next(Ms(1499)).ShouldBeNull();

        script.Next(Ms(1500)).ShouldNotBeNull();
    }

    [Fact]
    public void What_was_heard_counts_from_the_start_and_however_long_it_took()
    {
        CallerScript script = Script(CallerCue.At(TimeSpan.Zero), CallerCue.AgentHeard(Ms(400)));
        script.Start(TimeSpan.Zero);
        script.HearAudio(Ms(300));
        script.Next(TimeSpan.Zero).ShouldNotBeNull();
        script.ActionEnded(Ms(10));
        script.HearAudio(Ms(99));
        script.Next(Ms(900)).ShouldBeNull();
        script.HearAudio(Ms(1));
        script.Next(Ms(900)).ShouldNotBeNull();
    }

    [Fact]
    public void A_caller_whose_patience_ends_hangs_up_unless_the_line_says_to_go_on()
    {
        CallerScript patient = Script(CallerCue.AgentSilent(Ms(400)));
        patient.Start(TimeSpan.Zero);
        patient.HearAgent(Ms(1000));
        patient.HearAgent(Ms(20_900));
        patient.Next(Ms(20_999)).ShouldBeNull("the agent is still speaking");

        CallerScript alone = Script(CallerCue.AgentSilent(Ms(400)));
        alone.Start(Ms(100));
        alone.Next(Ms(20_099)).ShouldBeNull();
        alone.Next(Ms(20_100)).ShouldBeOfType<GiveUpAction>();
        alone.Next(Ms(99_000)).ShouldBeNull();

        var step = new CallerStep(CallerCue.AgentSilent(Ms(400)), new PressAction("1")) { Patience = Ms(300) };
        var bold = new CallerScript([step], Ms(20_000));
        bold.Start(TimeSpan.Zero);
        bold.Next(Ms(299)).ShouldBeNull();
        bold.Next(Ms(300)).ShouldBeOfType<PressAction>();
    }

    private static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private static CallerScript Script(params CallerCue[] cues) =>
        new([.. cues.Select(cue => new CallerStep(cue, new PressAction("1")))], Ms(20_000));
}
