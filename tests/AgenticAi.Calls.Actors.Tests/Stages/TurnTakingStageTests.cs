using AgenticAi.Audio.G711;
using AgenticAi.Calls.Actors.Stages;
using AgenticAi.Calls.Model;
using AgenticAi.Calls.Telemetry;
using AgenticAi.Calls.Turns;
using Akka;
using Akka.Streams;
using Akka.Streams.Dsl;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgenticAi.Calls.Actors.Tests.Stages;

/// <summary>
/// The nine cases from turn inputs to the caller's side. No more than 120 ms come out of them: that much goes ahead of what the caller has
/// heard, and the clock stands still here.
/// </summary>
public sealed class TurnTakingStageTests(StreamKit kit) : TurnInputCases<CallerCommand>(kit), IDisposable
{
    private readonly CallMetrics _metrics = new(() => []);

    /// <summary>An input is taken when what followed from the one before was taken; at the beginning nothing was before it.</summary>
    protected override int PulledWhileBlocked => 1;

    public void Dispose() => _metrics.Dispose();

    protected override IGraph<FlowShape<TurnInput, CallerCommand>, NotUsed> Make()
    {
        var telemetry = new CallTelemetry(_metrics, NullLogger.Instance, logTranscripts: false);
        var stage = new TurnTakingStage(
            () => new TurnTaking(new TurnOptions(), Buffers), new QuietMoments(), new AgentVoice(Time), telemetry, new SharedTick(Time));
        return GraphDsl.Create(graph =>
        {
            FanOutShape<TurnInput, CallerCommand, ModelCommand, CallDecision> turns = graph.Add(stage);
            graph.From(turns.Out1).To(Sink.Ignore<ModelCommand>().MapMaterializedValue(_ => NotUsed.Instance));
            graph.From(turns.Out2).To(Sink.Ignore<CallDecision>().MapMaterializedValue(_ => NotUsed.Instance));
            return new FlowShape<TurnInput, CallerCommand>(turns.In, turns.Out0);
        });
    }

    protected override byte[] BytesOf(CallerCommand element) => element is PlayAudio play ? play.Audio.Span.ToArray() : [];

    /// <summary>Whole frames, the last one filled up with silence, and no more than may be sent ahead.</summary>
    protected override byte[] Expected(byte[] input)
    {
        byte[] whole = [.. input, .. Enumerable.Repeat(MuLaw.Silence, (160 - (input.Length % 160)) % 160)];
        return whole[..Math.Min(whole.Length, 960)];
    }

    /// <summary>The run is over: nobody hears what is held any more.</summary>
    [Fact]
    public override Task What_is_held_comes_out_when_upstream_completes() => Kit.AllStopAsync(materializer =>
    {
        FlowRig<TurnInput, CallerCommand> rig = Rig(materializer);
        rig.Push(Element(Input(960), isLast: true));
        rig.In.SendComplete();
        rig.Out.ExpectComplete();
        NothingIsLeft(rig);
        return Task.CompletedTask;
    });
}
