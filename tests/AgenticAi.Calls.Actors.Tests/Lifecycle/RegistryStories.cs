using AgenticAi.Calls.Actors.Lifecycle;
using AgenticAi.Calls.Costs;
using AgenticAi.Conversations;
using AgenticAi.Testing;
using Akka.Actor;

namespace AgenticAi.Calls.Actors.Tests.Lifecycle;

/// <summary>Who is admitted, and how long a server that goes down waits.</summary>
public sealed class RegistryStories(CallsKit kit) : IClassFixture<CallsKit>
{
    // Short: a step too many must not take from the time in which a call is closed.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_call_that_is_announced_twice_is_the_same_call()
    {
        await using CallsRig rig = await CallsRig.OpenAsync(kit);
        Admission[] both = await Task.WhenAll(
            rig.Registry.AdmitAsync(CallsRig.Request()), rig.Registry.AdmitAsync(CallsRig.Request())).Within();
        both[0].Call.ShouldNotBeNull().ShouldBe(both[1].Call);
        rig.Registry.Count.ShouldBe(1);
        rig.Counted("active").ShouldBe(1);
    }

    [Fact]
    public async Task No_more_calls_are_admitted_than_may_run_and_one_that_ended_makes_room()
    {
        await using CallsRig rig = await CallsRig.OpenAsync(kit, options => options with { MaxCalls = 1 });
        Call first = await rig.AdmitAsync("CA1");
        rig.Registry.IsFull.ShouldBeTrue();
        (await rig.Registry.AdmitAsync(CallsRig.Request("CA2")).Within()).ShouldBe(new Admission(null, AdmissionRefusal.Full));
        rig.Counted("refused full").ShouldBe(1);
        first.End(new CallEnd(CallEndReason.Operator));
        await first.Completion.Within();
        await rig.AdmitAsync("CA2");
    }

    [Fact]
    public async Task A_day_that_is_spent_admits_no_call_and_those_that_run_are_told()
    {
        var limits = new BudgetLimits(Soft: null, Hard: 10);
        BudgetPolicy budget = new() { Currency = "USD", Day = limits, Goodbye = "The day is spent." };
        DayLedger? ledger = null;
        await using CallsRig rig = await CallsRig.OpenAsync(
            kit, options => options with { Budget = budget },
            services => services with { Ledger = ledger = new DayLedger(limits, "USD", services.Time) });
        await rig.ConnectAsync();
        ledger!.Book("CA9", new DaySpending(DaySpending.DayOf(rig.Time.GetUtcNow()), 10));
        await Eventually.TrueAsync(
            () => rig.Journal.Of<SpeechRequested>(CallsRig.Sid).Any(said => said.Text == "The day is spent."), "the goodbye of the budget");
        (await rig.Registry.AdmitAsync(CallsRig.Request("CA2")).Within()).ShouldBe(new Admission(null, AdmissionRefusal.Budget));
        rig.Counted("refused budget").ShouldBe(1);
    }

    [Fact]
    public async Task A_server_that_goes_down_admits_no_call_and_waits_for_those_that_run()
    {
        await using CallsRig rig = await CallsRig.OpenAsync(kit);
        (Call call, Caller caller) = await rig.ConnectAsync();
        Task drained = rig.Registry.DrainAsync(Limit, Never());
        await Eventually.TrueAsync(() => rig.Registry.IsDraining, "the beginning of the end");
        (await rig.Registry.AdmitAsync(CallsRig.Request("CA2")).Within()).ShouldBe(new Admission(null, AdmissionRefusal.Draining));
        (await rig.Registry.AdmitAsync(CallsRig.Request()).Within()).Call.ShouldBe(call, "it is known");
        rig.Counted("refused draining").ShouldBe(1);
        call.Status.ShouldBe(CallStatus.Running);
        drained.IsCompleted.ShouldBeFalse();
        await caller.HangUpAsync();
        await drained.Within();
        rig.RecordedEnd().ShouldBe(CallEndReason.CallerHungUp);
    }

    [Fact]
    public async Task A_server_that_goes_down_ends_the_calls_that_last_longer_than_it_waits()
    {
        await using CallsRig rig = await CallsRig.OpenAsync(kit);
        (Call call, _) = await rig.ConnectAsync();
        Task drained = rig.Registry.DrainAsync(Limit, Never());
        await Eventually.TrueAsync(
            () =>
            {
                rig.Time.Advance(Limit);
                return call.Status > CallStatus.Running;
            },
            "the end of the call");
        await drained.Within();
        (await call.Completion).Reason.ShouldBe(CallEndReason.Draining);
        rig.RecordedEnd().ShouldBe(CallEndReason.Draining);
    }

    [Fact]
    public async Task A_server_in_a_hurry_waits_for_no_call()
    {
        await using CallsRig rig = await CallsRig.OpenAsync(kit);
        await rig.ConnectAsync("CA1");
        await rig.ConnectAsync("CA2");
        await rig.Registry.DrainAsync(Limit, Task.CompletedTask).Within();
        rig.RecordedEnd("CA1").ShouldBe(CallEndReason.Draining);
        rig.RecordedEnd("CA2").ShouldBe(CallEndReason.Draining);
    }

    [Fact]
    public async Task Who_asks_after_the_actors_stopped_is_answered()
    {
        await using CallsRig rig = await CallsRig.OpenAsync(kit);
        (Call call, Caller caller) = await rig.ConnectAsync();
        (await rig.Actor.GracefulStop(TestTimeout.Default)).ShouldBeTrue();
        (await call.Completion.Within()).Reason.ShouldBe(CallEndReason.OurFault);
        (await rig.Registry.AdmitAsync(CallsRig.Request("CA2")).Within()).ShouldBe(new Admission(null, AdmissionRefusal.Draining));
        (await rig.Registry.ResumeAsync(CallsRig.Request()).Within()).ShouldBe(Comeback.Failed);
        Caller late = await rig.DialAsync(streamSid: "MZ2");
        (await rig.Registry.AttachAsync(call, late.Stream).Within()).ShouldBeNull();
        await rig.Registry.DrainAsync(Limit, Never()).Within();
        (await caller.Closed.Within()).ShouldBeTrue("the server says goodbye");
    }

    private static Task Never() => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously).Task;
}
