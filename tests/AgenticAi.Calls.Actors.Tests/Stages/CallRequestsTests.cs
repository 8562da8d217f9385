using AgenticAi.Calls.Actors.Boundaries;
using AgenticAi.Calls.Actors.Stages;
using AgenticAi.Calls.Turns;
using AgenticAi.Testing;
using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Streams.TestKit;

namespace AgenticAi.Calls.Actors.Tests.Stages;

public sealed class CallRequestsTests(StreamKit kit) : IClassFixture<StreamKit>
{
    private readonly CallRequests _requests = new(new Boundary("turn inputs", 4, WhenFull.Fail), (_, _) => { });
    private readonly RunEnd _end = new();

    [Fact]
    public Task What_is_told_before_the_graph_runs_is_the_first_that_it_gets() => kit.AllStopAsync(materializer =>
    {
        _requests.Tell(new CallerMark("1"));
        _requests.Tell(new CallerMark("2"));
        TestSubscriber.Probe<TurnInput> output = Run(materializer);
        _requests.Tell(new CallerMark("3"));
        output.Request(4);
        for (int i = 1; i <= 3; i++) output.ExpectNext().ShouldBe(new CallerMark($"{i}"));
        _requests.Tell(new CallerMark("4"));
        output.ExpectNext().ShouldBe(new CallerMark("4"));
        output.Cancel();
        return Task.CompletedTask;
    });

    [Fact]
    public Task From_many_threads_nothing_is_lost() => kit.AllStopAsync(async materializer =>
    {
        TestSubscriber.Probe<TurnInput> output = Run(materializer);
        output.Request(int.MaxValue);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
        {
            for (int i = 0; i < 250; i++)
            {
                _requests.Tell(new CallerMark($"{thread}-{i}"));
                // The next is told when this one was taken by the graph, on whichever thread: there is room for one of each thread.
                while (_end.Boundaries.Single().Count > 0) Thread.Yield();
            }
        }))).Within();
        var taken = new HashSet<string>();
        for (int i = 0; i < 1_000; i++) taken.Add(((CallerMark)output.ExpectNext()).Name);
        taken.Count.ShouldBe(1_000);
        output.Cancel();
    });

    [Fact]
    public Task More_than_may_wait_fails_the_run_by_the_boundary_s_name() => kit.AllStopAsync(async materializer =>
    {
        TestSubscriber.Probe<TurnInput> output = Run(materializer);
        output.Request(1);
        _requests.Tell(new CallerMark("0"));
        output.ExpectNext();
        output.Request(1);
        _requests.Tell(new CallerMark("1"));
        output.ExpectNext();
        for (int i = 0; i < 5; i++) _requests.Tell(new CallerMark("more"));
        output.Request(1);
        output.ExpectError().ShouldBeOfType<BoundaryOverflowException>();
        (await _end.First.Within()).Detail.ShouldBe("Boundary turn inputs is full: its 4 elements were not taken in time.");
    });

    [Fact]
    public Task After_its_end_a_wish_is_let_go() => kit.AllStopAsync(materializer =>
    {
        TestSubscriber.Probe<TurnInput> output = Run(materializer);
        _requests.Tell(new CallerMark("1"));
        output.Cancel();
        _end.Stopped.IsCompleted.ShouldBeTrue();
        _requests.Tell(new CallerMark("2"));
        _end.Boundaries.Single().Count.ShouldBe(0);
        return Task.CompletedTask;
    });

    private TestSubscriber.Probe<TurnInput> Run(IMaterializer materializer)
    {
        TestSubscriber.Probe<TurnInput> output = kit.CreateSubscriberProbe<TurnInput>();
        Source.FromGraph(_requests).To(Sink.FromSubscriber(output)).WithAttributes(new Attributes(_end)).Run(materializer);
        _end.Release();
        output.EnsureSubscription();
        return output;
    }
}
