using AgenticAi.Calls.Actors.Lifecycle;
using AgenticAi.Calls.Agents;
using AgenticAi.Conversations;
using AgenticAi.Testing;
using Akka.Actor;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Calls.Actors.Tests.Lifecycle;

/// <summary>A fault of ours costs one call, and that one is closed in order.</summary>
public sealed class FaultStories(CallsKit kit) : IClassFixture<CallsKit>
{
    [Fact]
    public async Task An_owner_that_throws_ends_its_call_as_our_fault_and_no_other()
    {
        bool isBroken = false;
        await using CallsRig rig = await CallsRig.OpenAsync(
            kit, options => options with { Greeting = "Hello" },
            services => services with { NewId = () => isBroken ? throw new InvalidTimeZoneException() : services.NewId() });
        (Call other, _) = await rig.ConnectAsync("CA2");
        Call call = await rig.AdmitAsync();
        isBroken = true;
        Caller caller = await rig.DialAsync();
        await rig.Registry.AttachAsync(call, caller.Stream).Within();
        (await call.Completion.Within()).ShouldBe(new CallEnd(CallEndReason.OurFault, nameof(InvalidTimeZoneException)));
        call.Status.ShouldBe(CallStatus.Ended);
        rig.RecordedEnd().ShouldBe(CallEndReason.OurFault);
        rig.Registry.Calls.ShouldHaveSingleItem().ShouldBe(other);
        other.Status.ShouldBe(CallStatus.Running);
        rig.Counted("ended our-fault").ShouldBe(1);
        await rig.Log.WhenAsync(line => line.Exception is InvalidTimeZoneException);
    }

    [Fact]
    public async Task An_owner_that_dies_while_its_stream_runs_leaves_nothing_open()
    {
        await using CallsRig rig = await CallsRig.OpenAsync(kit);
        (Call call, Caller caller) = await rig.ConnectAsync();
        call.Actor.Tell(Kill.Instance);
        (await call.Completion.Within()).Reason.ShouldBe(CallEndReason.OurFault);
        (await caller.Closed.Within()).ShouldBeTrue("the server says goodbye");
        rig.Buffers.Outstanding.ShouldBe(0);
        await rig.Model.AllClosedAsync(CancellationToken.None).Within();
        rig.RecordedEnd().ShouldBe(CallEndReason.OurFault);
        rig.Registry.Count.ShouldBe(0);
    }

    [Fact]
    public async Task A_caller_who_asks_while_the_call_of_a_dead_owner_is_closed_is_told_that_it_failed()
    {
        await using CallsRig rig = await CallsRig.OpenAsync(kit);
        (Call call, Caller caller) = await rig.ConnectAsync(isAnswering: false);
        call.Actor.Tell(Kill.Instance);
        await caller.Left;
        rig.Registry.Find(CallsRig.Sid).ShouldBe(call);
        Task<Comeback> asked = rig.Registry.ResumeAsync(CallsRig.Request());
        Caller second = await rig.DialAsync(streamSid: "MZ2");
        Task<Call?> attached = rig.Registry.AttachAsync(call, second.Stream);
        caller.Answer();
        (await asked.Within()).ShouldBe(Comeback.Failed);
        (await attached.Within()).ShouldBeNull();
    }

    [Fact]
    public async Task A_call_of_a_dead_owner_is_hung_up_once()
    {
        var twilio = new ScriptedTwilio(_ => new HttpResponseMessage());
        await using CallsRig rig = await CallsRig.OpenAsync(kit, services: services => services with { Twilio = twilio.Client });
        (Call call, Caller caller) = await rig.ConnectAsync(isAnswering: false);
        call.End(new CallEnd(CallEndReason.Operator));
        await caller.Left;
        call.Actor.Tell(Kill.Instance);
        caller.Answer();
        (await call.Completion.Within()).Reason.ShouldBe(CallEndReason.Operator);
        twilio.Sent.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_call_that_cannot_be_made_is_refused_with_its_fault_and_the_others_live_on()
    {
        bool isBroken = false;
        await using CallsRig rig = await CallsRig.OpenAsync(
            kit, services: services => services with { Loggers = new BreakableLoggers(services.Loggers, () => isBroken) });
        (Call other, _) = await rig.ConnectAsync("CA2");
        isBroken = true;
        await Should.ThrowAsync<InvalidTimeZoneException>(rig.Registry.AdmitAsync(CallsRig.Request()).Within());
        isBroken = false;
        rig.Registry.Calls.ShouldHaveSingleItem().ShouldBe(other);
        other.Status.ShouldBe(CallStatus.Running);
        await rig.AdmitAsync();
    }

    [Fact]
    public async Task A_call_whose_past_cannot_be_looked_up_for_a_fault_of_ours_completes_and_its_brain_too()
    {
        await using CallsRig rig = await CallsRig.OpenAsync(
            kit, options => options with
            {
                Work = new WorkOptions { Policy = new CommandPolicy { Road = CommandRoad.Transcripts }, EarlierCalls = 1 },
            });
        rig.Journal.BeforeList = () => throw new InvalidTimeZoneException();
        Call call = await rig.AdmitAsync();
        call.End(new CallEnd(CallEndReason.Operator));
        await call.Completion.Within();
        call.Brain.Completion.IsCompleted.ShouldBeTrue();
        rig.RecordedEnd().ShouldBe(CallEndReason.Operator);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_owner_that_dies_while_its_brain_is_closed_completes_when_that_is_done(bool isKilled)
    {
        await using CallsRig rig = await CallsRig.OpenAsync(kit);
        SyncPoint hold = rig.Journal.HoldEnd();
        (Call call, _) = await rig.ConnectAsync();
        call.End(new CallEnd(CallEndReason.Operator));
        await hold.Arrived;
        if (isKilled) call.Actor.Tell(Kill.Instance);
        call.Completion.IsCompleted.ShouldBeFalse();
        hold.Release();
        (await call.Completion.Within()).Reason.ShouldBe(CallEndReason.Operator);
        rig.RecordedEnd().ShouldBe(CallEndReason.Operator);
        rig.Counted("ended operator").ShouldBe(1);
    }
}

/// <summary>Loggers that cannot be made while something is broken.</summary>
internal sealed class BreakableLoggers(ILoggerFactory loggers, Func<bool> isBroken) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) =>
        isBroken() ? throw new InvalidTimeZoneException() : loggers.CreateLogger(categoryName);

    public void AddProvider(ILoggerProvider provider) => loggers.AddProvider(provider);

    public void Dispose()
    {
        // They belong to the test.
    }
}
