using AgenticAi.Calls.Actors.Lifecycle;
using AgenticAi.Conversations;
using AgenticAi.Testing;
using Akka.Actor;
using Akka.Event;
using Akka.TestKit;

namespace AgenticAi.Calls.Actors.Tests.Lifecycle;

/// <summary>
/// Whatever the owner of a call is told, and wherever it stands: it answers, it throws nothing, and the call comes to its end.
/// </summary>
public sealed class StateStories(CallsKit kit) : IClassFixture<CallsKit>
{
    public enum State
    {
        Recalling,
        Announced,
        Streaming,
        Ending,
        AwaitingReturn,
        Settling,
    }

    public enum Said
    {
        Attach,
        End,
        Drain,
        Leave,
        Resume,
        Twice,
    }

    public static TheoryData<State, Said, bool> All
    {
        get
        {
            var all = new TheoryData<State, Said, bool>();
            foreach (State state in Enum.GetValues<State>())
                foreach (Said said in Enum.GetValues<Said>())
                    foreach (bool isResumed in (bool[])[false, true])
                        if (isResumed || state is not (State.Recalling or State.AwaitingReturn)) all.Add(state, said, isResumed);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task In_each_state_everything_is_understood(State state, Said said, bool isResumed)
    {
        await using CallsRig rig = await CallsRig.OpenAsync(kit, options => options with { Resume = isResumed });
        TestProbe unhandled = kit.CreateTestProbe();
        kit.Sys.EventStream.Subscribe(unhandled, typeof(UnhandledMessage));
        (Call call, Action goOn) = await BringAsync(rig, state);
        Task answer = await SayAsync(rig, call, said);
        goOn();
        await answer.Within();
        call.End(new CallEnd(CallEndReason.Operator));
        call.End(new CallEnd(CallEndReason.Operator));
        await call.Completion.Within();
        kit.Sys.EventStream.Unsubscribe(unhandled);
        if (unhandled.HasMessages) (await unhandled.ReceiveOneAsync()).ShouldBeNull();
        rig.Journal.Of<ConversationEnded>(CallsRig.Sid).Count.ShouldBeLessThanOrEqualTo(1);
        rig.Log.ShouldHaveNoErrors();
    }

    /// <summary>A call that stands there until it is let go on.</summary>
    private static async Task<(Call Call, Action GoOn)> BringAsync(CallsRig rig, State state)
    {
        var hold = new SyncPoint();
        switch (state)
        {
            case State.Recalling:
                int reads = 0;
                rig.Journal.BeforeRead = _ => Interlocked.Increment(ref reads) == 1 ? Task.CompletedTask : hold.ArriveAsync();
                _ = rig.Registry.ResumeAsync(CallsRig.Request());
                await hold.Arrived;
                // Its brain reads a little before it is entered.
                await Eventually.TrueAsync(() => rig.Registry.Count == 1, "the call");
                return (rig.Registry.Find(CallsRig.Sid)!, hold.Release);
            case State.Announced:
                return (await rig.AdmitAsync(), () => { });
            case State.Streaming:
                return ((await rig.ConnectAsync()).Call, () => { });
            case State.Ending:
                (Call ending, Caller waiting) = await rig.ConnectAsync(isAnswering: false);
                ending.End(new CallEnd(CallEndReason.Operator));
                await waiting.Left;
                return (ending, waiting.Answer);
            case State.AwaitingReturn:
                (Call returning, Caller lost) = await rig.ConnectAsync();
                lost.Lose();
                await rig.Waits.BegunAsync(rig.Services.Options.ResumeWindow);
                return (returning, () => { });
            default:
                (Call settling, _) = await rig.ConnectAsync();
                hold = rig.Journal.HoldEnd();
                settling.End(new CallEnd(CallEndReason.Operator));
                await hold.Arrived;
                return (settling, hold.Release);
        }
    }

    /// <returns>Completes with the answer, where there is one.</returns>
    private static async Task<Task> SayAsync(CallsRig rig, Call call, Said said)
    {
        switch (said)
        {
            case Said.Attach:
                return rig.Registry.AttachAsync(call, (await rig.DialAsync(streamSid: "MZ9")).Stream);
            case Said.End:
                call.End(new CallEnd(CallEndReason.Operator));
                return Task.CompletedTask;
            case Said.Drain:
                call.End(new CallEnd(CallEndReason.Draining));
                return Task.CompletedTask;
            case Said.Leave:
                call.Actor.Tell(new CallProtocol.Leave());
                return Task.CompletedTask;
            case Said.Resume:
                return rig.Registry.ResumeAsync(CallsRig.Request());
            default:
                return Task.WhenAll(
                    rig.Registry.ResumeAsync(CallsRig.Request()), rig.Registry.ResumeAsync(CallsRig.Request()),
                    rig.Registry.AttachAsync(call, (await rig.DialAsync(streamSid: "MZ8")).Stream),
                    rig.Registry.AttachAsync(call, (await rig.DialAsync(streamSid: "MZ9")).Stream));
        }
    }
}
