using AgenticAi.Simulation.Faults;
using AgenticAi.Simulation.Realtime;
using AgenticAi.Simulation.Twilio;

namespace AgenticAi.Simulation.Tests.Faults;

public sealed class FaultScheduleTests
{
    private static readonly FaultSchedule[] Many =
        [.. Enumerable.Range(0, 20_000).Select(call => FaultSchedule.Draw(7, call, FaultMix.Standard))];

    [Fact]
    public void The_same_numbers_give_the_same_call_again()
    {
        FaultSchedule[] again = [.. Enumerable.Range(0, 200).Select(call => FaultSchedule.Draw(7, call, FaultMix.Standard))];
        again.Select(schedule => schedule.ToString()).ShouldBe(Many.Take(200).Select(schedule => schedule.ToString()));
        again.Select(schedule => schedule.GivesUpAfter).ShouldBe(Many.Take(200).Select(schedule => schedule.GivesUpAfter));
        FaultSchedule.Draw(8, 0, FaultMix.Standard).TraceId.ShouldNotBe(Many[0].TraceId);
        Many.Select(schedule => schedule.TraceId).Distinct().Count().ShouldBe(Many.Length);
    }

    [Fact]
    public void Every_trouble_of_the_mix_happens_in_every_phase_that_it_knows()
    {
        Many.Where(schedule => schedule.Model is not null).Select(schedule => schedule.Model!.Value).Distinct().Count()
            .ShouldBe(FaultMix.Standard.Model.Concat(FaultMix.Standard.Slow).Sum(trouble => trouble.Phases.Count));
        Many.Where(schedule => schedule.Line is not null).Select(schedule => schedule.Line!.Value).Distinct().Count()
            .ShouldBe(FaultMix.Standard.Line.Sum(trouble => trouble.Phases.Count));
    }

    [Fact]
    public void A_quarter_of_the_calls_has_no_trouble() =>
        ((double)Many.Count(schedule => schedule.IsQuiet) / Many.Length).ShouldBeInRange(0.23, 0.27);

    [Fact]
    public void What_a_server_cannot_find_yet_is_known_and_not_in_the_standard_mix()
    {
        ModelTroubles.All.ShouldContain(ModelTroubles.Silence);
        LineTroubles.All.ShouldContain(LineTroubles.Silence);
        FaultMix.Standard.Model.ShouldNotContain(ModelTroubles.Silence);
        FaultMix.Standard.Line.ShouldNotContain(LineTroubles.Silence);
    }

    [Fact]
    public void Every_schedule_has_a_plan_a_reception_and_an_end()
    {
        foreach (FaultSchedule schedule in Many.Take(5000))
        {
            schedule.Plan.MaxDuration.ShouldBeLessThan(TimeSpan.FromMinutes(1));
            schedule.Receive(0).Faults.Count.ShouldBe(schedule.Model?.Trouble.Fault is null ? 0 : 1);
            schedule.Ends(hasModelFailed: true).ShouldNotBeEmpty();
            schedule.Ends(hasModelFailed: false).ShouldNotContain(CallOutcome.ModelRefused, schedule.ToString());
        }
    }

    [Fact]
    public void The_right_party_is_blamed()
    {
        var schedule = new FaultSchedule { Seed = 1, Call = 1 };
        schedule.Ends(hasModelFailed: false).ShouldBe([CallOutcome.CallerHungUp]);
        (schedule with { AgentHangsUp = true }).Ends(hasModelFailed: false).ShouldBe([CallOutcome.AgentHungUp]);

        FaultSchedule refused = schedule with { Model = (Model("error insufficient_quota"), CallPhase.Greeting) };
        refused.Ends(hasModelFailed: true).ShouldBe([CallOutcome.ModelRefused]);
        refused.Ends(hasModelFailed: false).ShouldBe([CallOutcome.CallerHungUp]);

        FaultSchedule lost = schedule with { Line = (Line("the line breaks"), CallPhase.Greeting) };
        lost.Ends(hasModelFailed: false).ShouldBe([CallOutcome.LineLost]);
        (lost with { Model = refused.Model }).Ends(hasModelFailed: true).ShouldBe([CallOutcome.ModelRefused, CallOutcome.LineLost]);
    }

    [Fact]
    public void A_model_that_stays_away_is_let_in_once()
    {
        var schedule = new FaultSchedule { Seed = 1, Call = 1, Model = (Model("the model stays away"), CallPhase.Greeting) };
        schedule.Receive(0).Handshake.ShouldBe(Handshake.Accept);
        schedule.Receive(0).Faults.Single().Fault.ShouldBeOfType<ResetFault>();
        schedule.Receive(1).Handshake.Status.ShouldBe(503);
        schedule.Receive(9).Handshake.Status.ShouldBe(503);
        schedule.Plan.Steps.ShouldNotContain(step => step.Action is HangUpAction, "the caller waits for what becomes of it");
    }

    [Fact]
    public void An_account_that_is_refused_at_the_door_is_refused_each_time()
    {
        var schedule = new FaultSchedule { Seed = 1, Call = 1, Model = (Model("the upgrade is refused with 401"), CallPhase.Handshake) };
        schedule.Receive(3).Handshake.Status.ShouldBe(401);
        (schedule with { Model = (Model("the upgrade is refused with 503"), CallPhase.Handshake) }).Receive(1).ShouldBe(Reception.Usual);
    }

    [Fact]
    public void A_model_that_fails_twice_fails_while_it_is_told_the_conversation()
    {
        var schedule = new FaultSchedule { Seed = 1, Call = 1, Model = (Model("the model resets twice"), CallPhase.AnswerPlaying) };
        schedule.Receive(1).Faults.Single().When.ShouldBe(new AtClientEvent("conversation.item.create"));
        schedule.Receive(2).ShouldBe(Reception.Usual);
    }

    private static ModelTrouble Model(string name) => ModelTroubles.All.Single(trouble => trouble.Name == name);

    private static LineTrouble Line(string name) => LineTroubles.All.Single(trouble => trouble.Name == name);
}
