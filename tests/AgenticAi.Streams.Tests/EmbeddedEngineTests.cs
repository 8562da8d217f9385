using AgenticAi.Streams.Embedded;
using AgenticAi.Streams.Graph;
using AgenticAi.Testing;

namespace AgenticAi.Streams.Tests;

public sealed class EmbeddedEngineTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly Feed<int> _feed = new();
    private readonly Collector<int> _sink = new();
    private readonly Drops _drops = new();

    [Fact]
    public async Task Elements_pass_the_stages_in_order_and_zero_one_or_many_come_out()
    {
        await using GraphRun run = Start(new Boundary<int>("b", 16, WhenFull.Fail), flow => flow.Via("repeat", () => new Repeat()));
        _feed.Push(1, 0, 3, 2);
        _feed.Complete();
        await run.Completion.Within();
        _sink.Taken.ShouldBe([1, 3, 3, 3, 2, 2]);
        (await run.FirstEnd).ShouldBe(new NodeEnd("feed", null));
    }

    [Fact]
    public async Task An_element_crosses_to_a_waiting_sink_inside_the_push()
    {
        await using GraphRun run = Start(new Boundary<int>("b", 16, WhenFull.Fail));
        _feed.Push(7);
        _sink.Taken.ShouldBe([7]);
    }

    [Fact]
    public async Task While_the_sink_is_busy_only_one_element_is_pulled()
    {
        await using GraphRun run = Start(new Boundary<int>("b", 16, WhenFull.Fail));
        _sink.Shut();
        _feed.Push(1, 2, 3, 4, 5);
        run.Boundaries.Single().Count.ShouldBe(4);
        _sink.Open();
        _feed.Complete();
        await run.Completion.Within();
        _sink.Taken.ShouldBe([1, 2, 3, 4, 5]);
    }

    [Fact]
    public async Task A_stage_is_idle_only_when_nothing_more_is_ready()
    {
        await using GraphRun run = Start(new Boundary<int>("b", 16, WhenFull.Fail), flow => flow.Via("sum", () => new SumWhileBusy()));
        _sink.Shut();
        _feed.Push(1, 2, 3, 4);
        _sink.Open();
        _feed.Complete();
        await run.Completion.Within();
        _sink.Taken.ShouldBe([1, 9]);
    }

    [Fact]
    public async Task A_stage_in_a_sources_lane_is_idle_after_each_element()
    {
        var boundary = new Boundary<int>("b", 16, WhenFull.Fail);
        var graph = new BlueprintBuilder("test");
        graph.From(_feed.Out).Via("sum", () => new SumWhileBusy()).Into(boundary);
        graph.From(boundary).To(_sink);
        await using GraphRun run = new EmbeddedEngine(_time).Start(graph.Build(), _drops);
        _feed.Push(1, 2);
        _sink.Taken.ShouldBe([1, 2]);
    }

    [Fact]
    public async Task What_stages_hold_comes_out_when_the_source_completes()
    {
        await using GraphRun run = Start(new Boundary<int>("b", 64, WhenFull.Fail), flow => flow.Via("hold", () => new HoldAll()));
        _feed.Push([.. Enumerable.Range(1, 50)]);
        _feed.Complete();
        await run.Completion.Within();
        _sink.Taken.Count.ShouldBe(50);
    }

    [Fact]
    public async Task A_full_boundary_drops_the_oldest_counts_each_and_reports_the_episode_once()
    {
        await using GraphRun run = Start(new Boundary<int>("b", 2, WhenFull.DropOldest));
        _sink.Shut();
        _feed.Push(1, 2, 3, 4, 5);
        run.Boundaries.Single().Dropped.ShouldBe(2);
        (_drops.Count, _drops.Episodes).ShouldBe((2, 1));
        _sink.Open();
        await WaitForAsync(() => _sink.Taken.Count == 3);
        _sink.Taken.ShouldBe([1, 4, 5]);

        _sink.Shut();
        _feed.Push(6, 7, 8, 9);
        (_drops.Count, _drops.Episodes).ShouldBe((3, 2));
        _sink.Open();
    }

    [Fact]
    public async Task A_full_boundary_that_must_not_lose_anything_fails_the_run_and_is_named()
    {
        await using GraphRun run = Start(new Boundary<int>("control", 2, WhenFull.Fail));
        _sink.Shut();
        _feed.Push(1, 2, 3, 4);
        await run.Completion.Within();
        NodeEnd end = await run.FirstEnd;
        end.Node.ShouldBe("control");
        end.Error.ShouldBeOfType<BoundaryOverflowException>().Capacity.ShouldBe(2);
    }

    [Fact]
    public async Task A_boundary_that_waits_holds_its_producer_back()
    {
        var first = new Boundary<int>("first", 16, WhenFull.Fail);
        var second = new Boundary<int>("second", 2, WhenFull.Wait);
        var graph = new BlueprintBuilder("test");
        graph.From(_feed.Out).Into(first);
        graph.From(first).Into(second);
        graph.From(second).To(_sink);
        await using GraphRun run = new EmbeddedEngine(_time).Start(graph.Build(), _drops);
        _sink.Shut();
        _feed.Push([.. Enumerable.Range(1, 10)]);
        run.Boundaries.Single(b => b.Name == "second").Count.ShouldBe(2);
        run.Boundaries.Single(b => b.Name == "first").Count.ShouldBe(6);
        _sink.Open();
        _feed.Complete();
        await run.Completion.Within();
        _sink.Taken.ShouldBe(Enumerable.Range(1, 10));
    }

    [Fact]
    public async Task A_stage_that_throws_ends_the_run_and_is_named()
    {
        await using GraphRun run = Start(new Boundary<int>("b", 16, WhenFull.Fail), flow => flow.Via("fragile", () => new ThrowAt(2)));
        _feed.Push(1, 2, 3);
        await run.Completion.Within();
        NodeEnd end = await run.FirstEnd;
        end.Node.ShouldBe("fragile");
        end.Error.ShouldBeOfType<StageFailedException>().InnerException!.Message.ShouldBe("this element");
        _sink.Taken.ShouldBe([1]);
    }

    [Fact]
    public async Task A_source_that_fails_ends_the_run_and_is_named()
    {
        await using GraphRun run = Start(new Boundary<int>("b", 16, WhenFull.Fail));
        _feed.Fail(new IOException("gone"));
        await run.Completion.Within();
        (await run.FirstEnd).ShouldSatisfyAllConditions(end => end.Node.ShouldBe("feed"), end => end.Error!.Message.ShouldBe("gone"));
    }

    [Fact]
    public async Task A_sink_that_fails_ends_the_run_and_is_named()
    {
        _sink.FailWith = new IOException("broken pipe");
        await using GraphRun run = Start(new Boundary<int>("b", 16, WhenFull.Fail));
        _feed.Push(1);
        await run.Completion.Within();
        (await run.FirstEnd).Node.ShouldBe("collector");
    }

    [Fact]
    public async Task Stopping_in_the_middle_of_a_write_ends_the_run_without_a_cause()
    {
        await using GraphRun run = Start(new Boundary<int>("b", 16, WhenFull.Fail));
        _sink.Shut();
        _feed.Push(1, 2);
        await run.StopAsync().Within();
        run.FirstEnd.IsCompleted.ShouldBeFalse();
        _sink.Taken.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Everything_that_was_not_taken_is_released_once(bool fail)
    {
        int released = 0;
        var feed = new Feed<Owned>();
        var sink = new Collector<Owned>();
        var boundary = new Boundary<Owned>("b", 3, WhenFull.DropOldest);
        var graph = new BlueprintBuilder("test");
        graph.From(feed.Out).Into(boundary);
        graph.From(boundary).To(sink);
        await using GraphRun run = new EmbeddedEngine(_time).Start(graph.Build(), _drops);
        sink.Shut();
        for (int i = 0; i < 10; i++) feed.Push(new Owned(() => released++));
        if (fail) feed.Fail(new IOException());
        await run.StopAsync().Within();
        feed.Push(new Owned(() => released++));
        released.ShouldBe(11);
    }

    [Fact]
    public async Task A_timed_stage_acts_when_its_time_has_come_and_not_before()
    {
        await using GraphRun run = Start(
            new Boundary<int>("b", 16, WhenFull.Fail),
            flow => flow.Via("delay", () => new DelayStage(_time, TimeSpan.FromMilliseconds(20))));
        _feed.Push(1);
        _time.Advance(5);
        _feed.Push(2);
        _time.Advance(14);
        _sink.Taken.ShouldBeEmpty();
        _time.Advance(2);
        _sink.Taken.ShouldBe([1]);
        _time.Advance(5);
        _sink.Taken.ShouldBe([1, 2]);
    }

    [Fact]
    public async Task A_timer_that_rings_too_early_is_set_again()
    {
        await using GraphRun run = Start(
            new Boundary<int>("b", 16, WhenFull.Fail),
            flow => flow.Via("delay", () => new DelayStage(_time, TimeSpan.FromMilliseconds(20))),
            new HastyTimers(_time, TimeSpan.FromMilliseconds(4)));
        _feed.Push(1);
        _time.Advance(19);
        _sink.Taken.ShouldBeEmpty();
        _time.Advance(10);
        _sink.Taken.ShouldBe([1]);
    }

    [Fact]
    public async Task A_run_leaves_no_timer_behind()
    {
        GraphRun run = Start(
            new Boundary<int>("b", 16, WhenFull.Fail), flow => flow.Via("delay", () => new DelayStage(_time, TimeSpan.FromSeconds(1))));
        _feed.Push(1);
        _time.ArmedTimers.ShouldBe(1);
        await run.DisposeAsync();
        _time.ArmedTimers.ShouldBe(0);
    }

    [Fact]
    public async Task A_blueprint_can_be_run_again_with_new_stages()
    {
        var boundary = new Boundary<int>("b", 16, WhenFull.Fail);
        var graph = new BlueprintBuilder("test");
        graph.From(_feed.Out).Into(boundary);
        graph.From(boundary).Via("hold", () => new HoldAll()).To(_sink);
        Blueprint blueprint = graph.Build();
        await using (GraphRun first = new EmbeddedEngine(_time).Start(blueprint, _drops))
        {
            _feed.Push(1);
            await first.StopAsync().Within();
        }

        await using GraphRun second = new EmbeddedEngine(_time).Start(blueprint, _drops);
        _feed.Push(2);
        _feed.Complete();
        await second.Completion.Within();
        _sink.Taken.ShouldBe([2]);
    }

    [Fact]
    public async Task An_element_costs_no_allocation_on_its_way()
    {
        var sink = new Counter();
        var boundary = new Boundary<int>("b", 16, WhenFull.DropOldest);
        var graph = new BlueprintBuilder("test");
        graph.From(_feed.Out).Into(boundary);
        graph.From(boundary).Via("sum", () => new SumWhileBusy()).To(sink);
        await using GraphRun run = new EmbeddedEngine(TimeProvider.System).Start(graph.Build(), _drops);
        for (int i = 0; i < 1000; i++) _feed.Out.Push(1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++) _feed.Out.Push(1);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        sink.Sum.ShouldBe(2000);
    }

    private static async Task WaitForAsync(Func<bool> condition)
    {
        using var timeout = new CancellationTokenSource(TestTimeout.Default);
        while (!condition())
        {
            timeout.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private GraphRun Start(Boundary<int> boundary, Func<Flow<int, int>, Flow<int, int>>? via = null, TimeProvider? time = null)
    {
        var graph = new BlueprintBuilder("test");
        graph.From(_feed.Out).Into(boundary);
        Flow<int, int> flow = graph.From(boundary);
        (via?.Invoke(flow) ?? flow).To(_sink);
        return new EmbeddedEngine(time ?? _time).Start(graph.Build(), _drops);
    }

    private sealed class Counter() : Sink<int>("counter")
    {
        public int Sum { get; private set; }

        public override ValueTask WriteAsync(int element, CancellationToken cancellationToken)
        {
            Sum += element;
            return ValueTask.CompletedTask;
        }
    }
}
