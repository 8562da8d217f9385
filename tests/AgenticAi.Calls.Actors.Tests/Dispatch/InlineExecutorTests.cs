using AgenticAi.Calls.Actors.Boundaries;
using AgenticAi.Calls.Actors.Stages;
using AgenticAi.Calls.Turns;
using AgenticAi.Testing;
using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace AgenticAi.Calls.Actors.Tests.Dispatch;

public sealed class InlineExecutorTests(StreamKit kit) : IClassFixture<StreamKit>
{
    [Fact]
    public async Task What_is_told_has_run_on_the_telling_thread_when_the_tell_returns()
    {
        int thread = 0;
        IActorRef actor = await ActorOfAsync((_, _) => thread = Environment.CurrentManagedThreadId);
        actor.Tell("go");
        thread.ShouldBe(Environment.CurrentManagedThreadId);
    }

    [Fact]
    public async Task While_it_runs_another_thread_only_leaves_its_message()
    {
        using var entered = new ManualResetEventSlim();
        using var leave = new ManualResetEventSlim();
        var ran = new List<(string Message, int Thread)>();
        IActorRef actor = await ActorOfAsync((message, _) =>
        {
            ran.Add((message, Environment.CurrentManagedThreadId));
            if (message != "first") return;
            entered.Set();
            leave.Wait(TestTimeout.Default).ShouldBeTrue();
        });
        Task<int> first = Task.Factory.StartNew(
            () =>
            {
                actor.Tell("first");
                return Environment.CurrentManagedThreadId;
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        entered.Wait(TestTimeout.Default).ShouldBeTrue();
        actor.Tell("second");
        ran.Count.ShouldBe(1, "the teller went on at once, and nothing ran");
        leave.Set();
        int thread = await first.Within();
        ran.ShouldBe([("first", thread), ("second", thread)]);
    }

    [Fact]
    public async Task What_an_actor_tells_itself_runs_after_what_it_is_at()
    {
        int depth = 0;
        var log = new List<string>();
        IActorRef actor = await ActorOfAsync((message, self) =>
        {
            (++depth).ShouldBe(1);
            log.Add($"{message} begins");
            if (message != "c") self.Tell(message == "a" ? "b" : "c");
            log.Add($"{message} ends");
            depth--;
        });
        actor.Tell("a");
        log.ShouldBe(["a begins", "a ends", "b begins", "b ends", "c begins", "c ends"]);
    }

    [Fact]
    public async Task Two_that_tell_each_other_take_turns_and_keep_their_own_context()
    {
        var log = new List<string>();
        IActorRef? pong = null;
        IActorRef ping = await ActorOfAsync((message, self) =>
        {
            log.Add($"ping {message}");
            if (message.Length < 3) pong!.Tell(message + "+");
            ActorCellOf().ShouldBe(self, "what ran in between left no trace");
        });
        pong = await ActorOfAsync((message, self) =>
        {
            log.Add($"pong {message}");
            ping.Tell(message + "+");
            ActorCellOf().ShouldBe(self);
        });
        ping.Tell("+");
        log.ShouldBe(["ping +", "pong ++", "ping +++"]);

        static IActorRef ActorCellOf() => Recorder.Current!;
    }

    /// <summary>A message to a mailbox that is about to sleep must not be forgotten.</summary>
    [Fact]
    public async Task From_many_threads_each_message_is_handled_once_and_never_two_at_a_time()
    {
        const int Threads = 4;
        const int Each = 20_000;
        int inside = 0;
        int handled = 0;
        int most = 0;
        IActorRef actor = await ActorOfAsync((_, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref inside));
            handled++;
            Interlocked.Decrement(ref inside);
        });
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(_ => Task.Run(() =>
        {
            for (int i = 0; i < Each; i++) actor.Tell("go");
        }))).Within();
        // Whoever told last may have left its message to a thread that is still at it.
        await Eventually.TrueAsync(() => Volatile.Read(ref handled) == Threads * Each, "all messages");
        most.ShouldBe(1);
    }

    [Fact]
    public Task Two_graphs_in_each_others_calls_neither_recurse_nor_wait_for_each_other() => kit.AllStopAsync(materializer =>
    {
        const int Rounds = 2_000;
        CallRequests ping = Requests();
        CallRequests pong = Requests();
        var threads = new HashSet<int>();
        int depth = 0;
        int deepest = 0;
        int count = 0;
        SharedKillSwitch stop = KillSwitches.Shared("both");
        Source.FromGraph(ping).Via(stop.Flow<TurnInput>()).To(Sink.ForEach<TurnInput>(_ => Answer(pong))).Run(materializer);
        Source.FromGraph(pong).Via(stop.Flow<TurnInput>()).To(Sink.ForEach<TurnInput>(_ => Answer(ping))).Run(materializer);
        ping.Tell(new CallerGone());
        count.ShouldBe(Rounds);
        deepest.ShouldBeLessThanOrEqualTo(2, "one inside the other, and no more");
        threads.ShouldBe([Environment.CurrentManagedThreadId]);
        stop.Shutdown();
        return Task.CompletedTask;

        void Answer(CallRequests other)
        {
            deepest = Math.Max(deepest, ++depth);
            threads.Add(Environment.CurrentManagedThreadId);
            if (++count < Rounds) other.Tell(new CallerGone());
            depth--;
        }
    });

    private static CallRequests Requests() => new(new Boundary("test", 4, WhenFull.Fail), (_, _) => { });

    private async Task<IActorRef> ActorOfAsync(Action<string, IActorRef> receive)
    {
        StreamKit.LikeAServer();
        IActorRef actor = kit.Sys.ActorOf(Props.Create(() => new Recorder(receive)).WithDispatcher(StreamKit.Dispatcher));
        // The guardian starts it, on a thread of its own; when it answers, it has left.
        await kit.Sys.ActorSelection("/user").Ask<ActorIdentity>(new Identify(1)).Within();
        return actor;
    }

    private sealed class Recorder : UntypedActor
    {
        private readonly Action<string, IActorRef> _receive;

        public Recorder(Action<string, IActorRef> receive) => _receive = receive;

        public static IActorRef? Current => Context?.Self;

        protected override void OnReceive(object message) => _receive((string)message, Self);
    }
}
