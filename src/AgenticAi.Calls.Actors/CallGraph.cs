using AgenticAi.Calls.Actors.Boundaries;
using AgenticAi.Calls.Actors.Legs;
using AgenticAi.Calls.Actors.Stages;
using AgenticAi.Calls.Audio;
using AgenticAi.Calls.Turns;
using AgenticAi.Realtime.Sessions;
using Akka;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace AgenticAi.Calls.Actors;

/// <summary>
/// The picture of a call: one fused island with both legs in it. Caller audio runs to the model, model audio runs to the caller, and
/// everything that decides whose turn it is meets in one place, with the brain beside it. Nothing runs here.
/// </summary>
internal static class CallGraph
{
    private const int TwilioRate = 8000;
    private const int ModelRate = 24000;

    /// <summary>Ten seconds of 20 ms frames: what is kept while the model's leg is not there or slow. Newer speech matters more.</summary>
    public static readonly Boundary CallerAudio = new("caller audio", 500, WhenFull.DropOldest);

    /// <summary>
    /// Turn-taking handles an input in microseconds, so this holds a burst of some seconds of a model that sends ten times as fast as
    /// it speaks. If it ever overflows, the caller's side takes nothing any more, and the call is lost anyway. Each source of inputs has one.
    /// </summary>
    public static readonly Boundary TurnInputs = new("turn inputs", 4096, WhenFull.Fail);

    /// <summary>Commands to the model are rare; a minute of a stalled connection does not fill this.</summary>
    private static readonly Boundary ModelCommands = new("model commands", 256, WhenFull.Fail);

    /// <summary>Does once what the first call would otherwise wait for.</summary>
    public static void Prepare()
    {
        _ = new FrameResampler(new AudioBuffers(), TwilioRate, ModelRate);
        _ = new FrameResampler(new AudioBuffers(), ModelRate, TwilioRate);
    }

    /// <summary>Draws the graph of one run; it can be materialized once.</summary>
    public static IRunnableGraph<RunEnd> Draw(CallParts parts)
    {
        var end = new RunEnd();
        var voice = new AgentVoice(parts.Time);
        var turnTaking = new TurnTakingStage(
            () => new TurnTaking(parts.Turns, parts.Buffers), parts.Sessions.Quiet, voice, parts.Telemetry, parts.Tick);

        return RunnableGraph.FromGraph(GraphDsl.Create(graph =>
        {
            TwilioSourceShape twilio = graph.Add(
                new TwilioSource(parts.Stream, CallerAudio, TurnInputs, parts.Buffers, parts.Telemetry, parts.Time));
            FanInShape<AudioFrame, ModelCommand, TurnInput> realtime = graph.Add(
                new RealtimeWebSocketFlow(parts.Sessions, TurnInputs, parts.Telemetry));
            FanOutShape<TurnInput, CallerCommand, ModelCommand, CallDecision> turns = graph.Add(turnTaking);
            UniformFanInShape<TurnInput, TurnInput> inputs = graph.Add(new Merge<TurnInput>(3));

            graph.From(twilio.Audio).Via(CallerToModel(parts, voice)).To(realtime.In0);
            graph.From(twilio.Signals).To(inputs.In(0));
            GraphDsl.ForwardOps<TurnInput, NotUsed> fromModel = graph.From(realtime.Out);
            (IsPcm(parts) ? fromModel.Via(ModelToCaller(parts)) : fromModel).To(inputs.In(1));
            graph.From(Source.FromGraph(parts.Requests)).To(inputs.In(2));
            graph.From(inputs.Out).Via(BesideTurnTaking(parts)).To(turns.In);
            graph.From(turns.Out0).To(Sink.FromGraph(new EncodeSink(parts.Stream, parts.Telemetry, parts.Time)));
            graph.From(turns.Out1).Via(new BoundaryStage<ModelCommand>(ModelCommands, parts.Telemetry.Dropped)).To(realtime.In1);
            graph.From(turns.Out2).To(Sink.FromGraph(new DecisionSink(parts.Decided)));
            return ClosedShape.Instance;
        })).MapMaterializedValue(_ => end).WithAttributes(new Attributes(end));
    }

    private static Flow<AudioFrame, AudioFrame, NotUsed> CallerToModel(CallParts parts, AgentVoice voice)
    {
        Flow<AudioFrame, AudioFrame, NotUsed> flow = Flow.Create<AudioFrame>().Via(new FillGaps(parts.Buffers, parts.Tick));
        if (parts.Options.EchoGateDb is { } echoGate) flow = flow.Via(new EchoGate(voice, echoGate));
        if (IsPcm(parts))
            flow = flow.Via(new MulawDecode(parts.Buffers)).Via(new Resample<AudioFrame>(parts.Buffers, TwilioRate, ModelRate));
        return flow.Via(new BatchFlow(parts.Buffers, parts.Options.MaxChunksPerAppend));
    }

    private static Flow<TurnInput, TurnInput, NotUsed> ModelToCaller(CallParts parts) => Flow.Create<TurnInput>()
        .Via(new Resample<TurnInput>(parts.Buffers, ModelRate, TwilioRate)).Via(new MulawEncode(parts.Buffers));

    private static Flow<TurnInput, TurnInput, NotUsed> BesideTurnTaking(CallParts parts)
    {
        Flow<TurnInput, TurnInput, NotUsed> flow = Flow.Create<TurnInput>().Via(parts.Stop.Flow<TurnInput>());
        if (parts.Options.Work.Pin is { } pin) flow = flow.Via(new PinGate(pin, parts.Brain));
        return flow.Via(new ConversationTap(parts.Brain));
    }

    private static bool IsPcm(CallParts parts) => parts.Options.Session.Format == RealtimeAudioFormat.Pcm16At24kHz;
}
