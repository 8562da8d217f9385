using AgenticAi.Calls.Actors.Lifecycle;
using AgenticAi.Conversations;
using AgenticAi.Simulation.Realtime;
using AgenticAi.Testing;

namespace AgenticAi.Calls.Actors.Tests.Lifecycle;

/// <summary>What a call still waits for after its caller has gone, and what cuts that short.</summary>
public sealed class LeaveTakingStories(CallsKit kit) : IClassFixture<CallsKit>
{
    private const string Words = "Book a table for two.";

    private static readonly CommandPolicy Finishing = new() { Road = CommandRoad.Tool, AtHangUp = JobsAtHangUp.Finish };

    [Fact]
    public async Task The_last_words_are_waited_for_but_not_for_ever()
    {
        await using CallsRig rig = await CallsRig.OpenAsync(kit, model: options => options with
        {
            Speed = double.PositiveInfinity,
            Transcription = _ => new TranscriptionPlan(TestTimeout.Default),
        });
        (Call call, Caller caller) = await rig.ConnectAsync();
        await SpeakAsync(rig, caller);
        await caller.HangUpAsync();
        await rig.Waits.BegunAsync(rig.Services.Options.LastWordsTimeout);
        call.Status.ShouldBe(CallStatus.Ending);
        call.Completion.IsCompleted.ShouldBeFalse("a sentence is being transcribed");
        rig.Time.Advance(rig.Services.Options.LastWordsTimeout);
        (await call.Completion.Within()).Reason.ShouldBe(CallEndReason.CallerHungUp);
        rig.Journal.Of<CallerSaid>(CallsRig.Sid).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_call_ends_as_soon_as_the_last_words_are_known()
    {
        await using CallsRig rig = await CallsRig.OpenAsync(kit, model: options => options with
        {
            Speed = double.PositiveInfinity,
            Transcription = _ => new TranscriptionPlan(TimeSpan.FromMilliseconds(50), Text: Words),
        });
        (Call call, Caller caller) = await rig.ConnectAsync();
        await SpeakAsync(rig, caller);
        await caller.HangUpAsync();
        (await call.Completion.Within()).Reason.ShouldBe(CallEndReason.CallerHungUp);
        rig.Journal.Of<CallerSaid>(CallsRig.Sid).ShouldHaveSingleItem().Text.ShouldBe(Words);
    }

    [Fact]
    public async Task Asked_again_to_end_a_call_does_not_wait_for_its_agent()
    {
        var agent = new BusyAgent();
        await using CallsRig rig = await CallsRig.OpenAsync(
            kit, options => options with { Work = options.Work with { Policy = Finishing } }, services => services with { Agent = agent });
        (Call call, _) = await rig.ConnectAsync();
        call.Brain.TryTell(new AskAgent("call_1", "item_1", Words)).ShouldBeTrue();
        await agent.Began.Task.Within();
        call.End(new CallEnd(CallEndReason.Operator));
        await rig.Waits.BegunAsync(rig.Services.Options.Work.AnalysisLimit + rig.Services.Options.Work.AgentLimit);
        call.Completion.IsCompleted.ShouldBeFalse("its agent is at work");
        call.End(new CallEnd(CallEndReason.Operator));
        await call.Completion.Within();
        await agent.Stopped.Task.Within();
        rig.RecordedEnd().ShouldBe(CallEndReason.Operator);
    }

    /// <summary>A sentence and the silence after it, until the model has noticed its end.</summary>
    private static async Task SpeakAsync(CallsRig rig, Caller caller)
    {
        await caller.SpeakAsync(TimeSpan.FromSeconds(1));
        await Eventually.TrueAsync(() => rig.Journal.Of<CallerSpeechStopped>(CallsRig.Sid).Count == 1, "the end of the sentence");
    }

    /// <summary>Is at its task until it is stopped.</summary>
    private sealed class BusyAgent : IAgentGateway
    {
        public string Name => "busy";

        public TaskCompletionSource Began { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Stopped { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task<AgentAnswer> RunAsync(AgentTask task, CancellationToken cancellationToken)
        {
            Began.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Stopped.SetResult();
            throw new OperationCanceledException(cancellationToken);
        }
    }
}
