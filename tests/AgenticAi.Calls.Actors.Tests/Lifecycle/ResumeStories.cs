using AgenticAi.Calls.Actors.Lifecycle;
using AgenticAi.Calls.Turns;
using AgenticAi.Calls.Turns.Limits;
using AgenticAi.Conversations;
using AgenticAi.Testing;

namespace AgenticAi.Calls.Actors.Tests.Lifecycle;

/// <summary>What becomes of a call whose stream is gone.</summary>
public sealed class ResumeStories(CallsKit kit) : IClassFixture<CallsKit>
{
    [Fact]
    public async Task A_call_that_comes_back_within_the_window_goes_on_with_ids_of_its_second_stream()
    {
        await using CallsRig rig = await OpenAsync(options => options with
        {
            Turns = new TurnOptions { Limits = new CallLimits { MaxDuration = TimeSpan.FromMinutes(1) } },
        });
        (Call call, Caller caller) = await rig.ConnectAsync();
        caller.Lose();
        await Eventually.TrueAsync(() => call.Status == CallStatus.Ending, "the loss");
        (await ResumeAsync(rig)).ShouldBe(Comeback.GoesOn);
        (await call.Completion.Within()).Reason.ShouldBe(CallEndReason.CallerLineLost);
        Call next = rig.Registry.Find(CallsRig.Sid).ShouldNotBeNull();
        next.ShouldNotBe(call);
        await TakeAsync(rig, next, "MZ2");
        rig.Journal.Of<ConversationStarted>(CallsRig.Sid).ShouldHaveSingleItem();
        rig.Journal.Of<ConversationEnded>(CallsRig.Sid).ShouldBeEmpty();
        await Eventually.TrueAsync(() => rig.Journal.Of<ModelConnected>(CallsRig.Sid).Count == 2, "the second session");
        rig.Time.Advance(TimeSpan.FromSeconds(61));
        await Eventually.TrueAsync(
            () => rig.Journal.Of<SpeechRequested>(CallsRig.Sid).Any(said => said.Id == "goodbye-1-s2"), "the goodbye of the second stream");
    }

    [Fact]
    public async Task A_call_that_does_not_come_back_within_the_window_is_over()
    {
        await using CallsRig rig = await OpenAsync();
        (Call call, Caller caller) = await rig.ConnectAsync();
        caller.Lose();
        await rig.Model.AllClosedAsync(CancellationToken.None).Within();
        rig.Journal.Of<ConversationEnded>(CallsRig.Sid).ShouldBeEmpty();
        call.Completion.IsCompleted.ShouldBeFalse();
        await rig.Waits.BegunAsync(rig.Services.Options.ResumeWindow);
        rig.Time.Advance(rig.Services.Options.ResumeWindow);
        await call.Completion.Within();
        rig.RecordedEnd().ShouldBe(CallEndReason.CallerLineLost);
        (await ResumeAsync(rig)).ShouldBe(Comeback.Over);
    }

    [Fact]
    public async Task A_lost_line_ends_the_conversation_at_once_where_calls_do_not_come_back()
    {
        await using CallsRig rig = await CallsRig.OpenAsync(kit);
        (Call call, Caller caller) = await rig.ConnectAsync();
        caller.Lose();
        await call.Completion.Within();
        rig.RecordedEnd().ShouldBe(CallEndReason.CallerLineLost);
        (await ResumeAsync(rig)).ShouldBe(Comeback.Over);
    }

    [Fact]
    public async Task A_second_stream_takes_the_place_of_the_first()
    {
        await using CallsRig rig = await OpenAsync();
        (Call call, Caller first) = await rig.ConnectAsync();
        Caller second = await rig.DialAsync(streamSid: "MZ2");
        Call next = (await rig.Registry.AttachAsync(call, second.Stream).Within()).ShouldNotBeNull();
        next.ShouldNotBe(call);
        (await call.Completion).ShouldBe(new CallEnd(CallEndReason.CallerLineLost, "another stream takes its place"));
        (await first.Closed.Within()).ShouldBeFalse("a line that is lost is cut");
        await Eventually.TrueAsync(
            () => rig.Journal.Of<ConversationResumed>(CallsRig.Sid).SingleOrDefault()?.StreamSid == "MZ2", "the second stream");
        rig.Journal.Of<ConversationEnded>(CallsRig.Sid).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_call_that_asks_though_its_stream_runs_goes_on_where_it_is()
    {
        await using CallsRig rig = await OpenAsync();
        (Call call, _) = await rig.ConnectAsync();
        (await ResumeAsync(rig)).ShouldBe(Comeback.GoesOn);
        rig.Registry.Find(CallsRig.Sid).ShouldBe(call);
        call.Status.ShouldBe(CallStatus.Running);
    }

    [Fact]
    public async Task A_server_that_goes_down_leaves_the_conversation_open_where_calls_come_back()
    {
        await using CallsRig rig = await OpenAsync();
        (Call call, Caller caller) = await rig.ConnectAsync(isAnswering: false);
        Task drained = rig.Registry.DrainAsync(TimeSpan.Zero, Task.CompletedTask);
        await caller.Left;
        (await ResumeAsync(rig)).ShouldBe(Comeback.Draining);
        caller.Answer();
        await drained.Within();
        (await call.Completion).Reason.ShouldBe(CallEndReason.Draining);
        rig.Journal.Of<ConversationEnded>(CallsRig.Sid).ShouldBeEmpty();
        (await ResumeAsync(rig)).ShouldBe(Comeback.Draining);
    }

    [Fact]
    public async Task A_call_left_to_another_server_before_its_stream_begins_there()
    {
        await using CallsRig rig = await OpenAsync();
        Call call = await rig.AdmitAsync();
        call.End(new CallEnd(CallEndReason.Draining));
        await call.Completion.Within();
        rig.Journal.Of(CallsRig.Sid).ShouldBeEmpty();
        (await ResumeAsync(rig)).ShouldBe(Comeback.Begins);
    }

    [Fact]
    public async Task A_call_that_nobody_knows_begins()
    {
        await using CallsRig rig = await OpenAsync();
        (await ResumeAsync(rig)).ShouldBe(Comeback.Begins);
        await TakeAsync(rig, rig.Registry.Find(CallsRig.Sid).ShouldNotBeNull(), "MZ1");
        await Eventually.TrueAsync(
            () => rig.Journal.Of<ConversationStarted>(CallsRig.Sid).SingleOrDefault()?.StreamSid == "MZ1", "the conversation");
    }

    [Theory]
    [InlineData(CallEndReason.Operator, Comeback.Over)]
    [InlineData(CallEndReason.ModelLost, Comeback.Failed)]
    public async Task A_call_that_ended_is_told_how(CallEndReason reason, Comeback told)
    {
        await using CallsRig rig = await OpenAsync();
        (Call call, Caller caller) = await rig.ConnectAsync(isAnswering: false);
        call.End(new CallEnd(reason));
        await caller.Left;
        (await ResumeAsync(rig)).ShouldBe(told, "while it ends");
        caller.Answer();
        await call.Completion.Within();
        (await ResumeAsync(rig)).ShouldBe(told, "from the journal");
        rig.Registry.Count.ShouldBe(0);
    }

    [Fact]
    public async Task A_call_whose_journal_cannot_be_read_is_forgotten()
    {
        await using CallsRig rig = await OpenAsync();
        rig.Journal.BeforeRead = _ => throw new UnknownEventException("from a newer version");
        (await ResumeAsync(rig)).ShouldBe(Comeback.Forgotten);
        rig.Registry.Count.ShouldBe(0);
    }

    [Fact]
    public async Task A_call_whose_journal_breaks_off_while_it_comes_back_is_forgotten()
    {
        await using CallsRig rig = await OpenAsync();
        int reads = 0;
        // The first looks for an end; the second is the brain's.
        rig.Journal.BeforeRead = _ => Interlocked.Increment(ref reads) >= 2
            ? throw new UnknownEventException("from a newer version") : Task.CompletedTask;
        (await ResumeAsync(rig)).ShouldBe(Comeback.Forgotten);
        await Eventually.TrueAsync(() => rig.Registry.Count == 0, "the end of the call");
        rig.Counted("ended our-fault").ShouldBe(1);
    }

    [Fact]
    public async Task A_call_whose_stream_broke_too_often_is_not_taken_again()
    {
        await using CallsRig rig = await OpenAsync();
        Call call = (await rig.ConnectAsync()).Call;
        for (int stream = 2; stream <= 20; stream++)
        {
            Caller caller = await rig.DialAsync(streamSid: $"MZ{stream}");
            call = (await rig.Registry.AttachAsync(call, caller.Stream).Within()).ShouldNotBeNull();
        }

        SyncPoint hold = rig.Journal.HoldEnd();
        call.End(new CallEnd(CallEndReason.CallerLineLost));
        (await ResumeAsync(rig)).ShouldBe(Comeback.BrokenTooOften);
        Task<Comeback> again = rig.Registry.ResumeAsync(CallsRig.Request());
        hold.Release();
        (await again.Within()).ShouldBe(Comeback.BrokenTooOften, "while it ends");
        await Eventually.TrueAsync(() => rig.Registry.Count == 0, "the end of the call");
        rig.RecordedEnd().ShouldBe(CallEndReason.CallerLineLost);
    }

    [Fact]
    public async Task A_call_that_comes_back_to_a_server_that_is_full_is_told_so()
    {
        await using CallsRig rig = await OpenAsync(options => options with { MaxCalls = 1 });
        await rig.AdmitAsync("CA2");
        (await ResumeAsync(rig)).ShouldBe(Comeback.Full);
    }

    [Fact]
    public async Task A_call_that_was_ended_while_it_waited_for_its_caller_is_over_though_the_caller_comes_back()
    {
        await using CallsRig rig = await OpenAsync();
        SyncPoint hold = rig.Journal.HoldEnd();
        (Call call, Caller caller) = await rig.ConnectAsync();
        caller.Lose();
        await Eventually.TrueAsync(() => call.Status == CallStatus.Ending, "the loss");
        call.End(new CallEnd(CallEndReason.Operator));
        Task<Comeback> asked = rig.Registry.ResumeAsync(CallsRig.Request());
        hold.Release();
        (await asked.Within()).ShouldBe(Comeback.Over);
        rig.RecordedEnd().ShouldBe(CallEndReason.CallerLineLost);
    }

    private Task<CallsRig> OpenAsync(Func<CallOptions, CallOptions>? options = null) =>
        CallsRig.OpenAsync(kit, settings => (options?.Invoke(settings) ?? settings) with { Resume = true });

    private static Task<Comeback> ResumeAsync(CallsRig rig) => rig.Registry.ResumeAsync(CallsRig.Request()).Within();

    private static async Task TakeAsync(CallsRig rig, Call call, string streamSid)
    {
        Caller caller = await rig.DialAsync(streamSid: streamSid);
        (await rig.Registry.AttachAsync(call, caller.Stream).Within()).ShouldBe(call);
    }
}
