using AgenticAi.Calls.Actors.Stages;
using AgenticAi.Calls.Turns;
using AgenticAi.Conversations;
using AgenticAi.Testing;
using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Streams.TestKit;

namespace AgenticAi.Calls.Actors.Tests.Stages;

public sealed class DecisionSinkTests(StreamKit kit) : IClassFixture<StreamKit>
{
    private static readonly CallDecision Decision = new HangUpDecided(CallEndReason.SilenceLimit);

    private readonly List<CallDecision> _decided = [];
    private readonly RunEnd _end = new();

    [Fact]
    public Task Each_decision_is_told_at_once() => kit.AllStopAsync(materializer =>
    {
        TestPublisher.Probe<CallDecision> decisions = Run(materializer, _decided.Add);
        for (int i = 1; i <= 3; i++)
        {
            decisions.SendNext(Decision);
            _decided.Count.ShouldBe(i);
        }

        decisions.SendComplete();
        _end.Stopped.IsCompleted.ShouldBeTrue();
        return Task.CompletedTask;
    });

    [Fact]
    public Task Whoever_fails_to_take_one_ends_the_run_by_the_sink_s_name() => kit.AllStopAsync(async materializer =>
    {
        TestPublisher.Probe<CallDecision> decisions = Run(materializer, _ => throw new InvalidOperationException("not now"));
        decisions.SendNext(Decision);
        decisions.ExpectCancellation();
        (await _end.First.Within()).ShouldBe(new CallEnd(CallEndReason.OurFault, "Stage DecisionSink failed: not now"));
        _end.Stopped.IsCompleted.ShouldBeTrue();
    });

    [Fact]
    public Task When_upstream_fails_it_stops() => kit.AllStopAsync(materializer =>
    {
        Run(materializer, _decided.Add).SendError(new IOException("upstream is gone"));
        _end.Stopped.IsCompleted.ShouldBeTrue();
        return Task.CompletedTask;
    });

    private TestPublisher.Probe<CallDecision> Run(IMaterializer materializer, Action<CallDecision> decided)
    {
        TestPublisher.Probe<CallDecision> decisions = kit.CreatePublisherProbe<CallDecision>();
        Source.FromPublisher(decisions).To(new DecisionSink(decided)).WithAttributes(new Attributes(_end)).Run(materializer);
        _end.Release();
        decisions.EnsureSubscription();
        return decisions;
    }
}
