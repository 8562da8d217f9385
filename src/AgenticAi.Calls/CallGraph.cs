using AgenticAi.Calls.Audio;
using AgenticAi.Calls.Brain;
using AgenticAi.Calls.Caller;
using AgenticAi.Calls.Model;
using AgenticAi.Calls.Stages;
using AgenticAi.Calls.Telemetry;
using AgenticAi.Calls.Turns;
using AgenticAi.Realtime.Sessions;
using AgenticAi.Streams.Graph;

namespace AgenticAi.Calls;

/// <summary>
/// The picture of a call. Caller audio runs to the model, model audio runs to the caller, and everything that decides whose turn it
/// is meets in one place, with the brain beside it. Nothing runs here: an engine materializes it.
/// </summary>
public static class CallGraph
{
    private const int TwilioRate = 8000;
    private const int ModelRate = 24000;

    /// <summary>Ten seconds of 20 ms frames: what is kept while the model's leg is not there or slow. Newer speech matters more.</summary>
    private const int CallerAudioFrames = 500;

    /// <summary>
    /// Turn-taking handles an input in microseconds, so this holds a burst of some seconds of a model that sends ten times as fast as
    /// it speaks. If it ever overflows, turn-taking hangs, and the call is lost anyway.
    /// </summary>
    private const int TurnInputs = 4096;

    /// <summary>Commands to the model are rare; a minute of a stalled connection does not fill this.</summary>
    private const int ModelCommands = 256;

    /// <summary>Does once what the first call would otherwise wait for.</summary>
    public static void Prepare()
    {
        Resample.Prepare(TwilioRate, ModelRate);
        Resample.Prepare(ModelRate, TwilioRate);
    }

    /// <summary>Draws the graph of one call.</summary>
    public static Blueprint Draw(
        TwilioSource twilio, EncodeSink encodeSink, RealtimeWebSocketFlow realtime, CallControl control,
        CallOptions options, IBrain brain, CallTelemetry telemetry, AudioBuffers buffers, TimeProvider time)
    {
        var callerAudio = new Boundary<AudioFrame>("caller audio", CallerAudioFrames, WhenFull.DropOldest);
        var turnInputs = new Boundary<TurnInput>("turn inputs", TurnInputs, WhenFull.Fail);
        var modelCommands = new Boundary<ModelCommand>("model commands", ModelCommands, WhenFull.Fail);
        var voice = new AgentVoice(time);
        bool isPcm = options.Session.Format == RealtimeAudioFormat.Pcm16At24kHz;
        var graph = new BlueprintBuilder("call");

        graph.From(twilio.Audio).Into(callerAudio);
        graph.From(callerAudio)
            .Via("FillGaps", () => new FillGaps(buffers, time))
            .ViaIf(options.EchoGateDb is not null, "EchoGate", () => new EchoGate(voice, options.EchoGateDb!.Value))
            .ViaIf(isPcm, "MulawDecode", () => new MulawDecode(buffers))
            .ViaIf(isPcm, "Resample 8→24k", () => new Resample(buffers, TwilioRate, ModelRate))
            .Via("BatchFlow", () => new BatchFlow(buffers, options.MaxChunksPerAppend))
            .To(realtime.AppendSink);

        graph.From(realtime.Audio)
            .ViaIf(isPcm, "Resample 24→8k", () => new Resample(buffers, ModelRate, TwilioRate))
            .ViaIf(isPcm, "MulawEncode", () => new MulawEncode(buffers))
            .Via("AsTurnInput", () => new AsTurnInput())
            .Into(turnInputs);
        graph.From(realtime.Events).Into(turnInputs);
        graph.From(twilio.Signals).Into(turnInputs);
        graph.From(control.Requests).Into(turnInputs);
        graph.From(turnInputs)
            .ViaIf(options.Work.Pin is not null, "PinGate", () => new PinGate(options.Work.Pin!, brain))
            .Via("ToBrain", () => new ToBrain(brain))
            .Via("TurnTaking", () => new TurnTakingStage(
                new TurnTaking(options.TurnsOfSession, buffers), realtime.Commands, realtime.Quiet, control, brain, voice, telemetry, time))
            .To(encodeSink);

        graph.From(realtime.Commands).Into(modelCommands);
        graph.From(modelCommands).To(realtime.CommandSink);
        return graph.Build();
    }
}
