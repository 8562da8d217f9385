using System.Net.WebSockets;
using AgenticAi.Calls.Actors.Stages;
using AgenticAi.Calls.Audio;
using AgenticAi.Calls.Brain;
using AgenticAi.Calls.Model;
using AgenticAi.Calls.Telemetry;
using AgenticAi.Calls.Turns;
using AgenticAi.Realtime.Connections;
using AgenticAi.Realtime.Sessions;
using AgenticAi.Twilio.MediaStreams;
using Akka.Streams;
using Akka.Streams.Dsl;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgenticAi.Calls.Actors.Tests;

/// <summary>The graph of a whole call between two sockets.</summary>
internal sealed class CallRig : IDisposable
{
    private readonly CallMetrics _metrics = new(() => []);
    private readonly AudioBuffers _all;

    public CallRig(MediaStreamConnection stream, OpenSession open, CallOptions options, IBrain brain, TimeProvider time, Action<CallDecision>? decided = null)
    {
        _all = new AudioBuffers();
        Buffers = new AudioBuffers(_all);
        var telemetry = new CallTelemetry(_metrics, NullLogger.Instance, logTranscripts: false);
        Sessions = new RealtimeSessions(open, options, brain, Buffers, telemetry, new LastWords(), time);
        Requests = new CallRequests(CallGraph.TurnInputs, telemetry.Dropped);
        Graph = CallGraph.Draw(new CallParts(
            stream, Sessions, Requests, decided ?? (_ => { }), Stop, options, options.Turns, brain, telemetry, Buffers, new SharedTick(time)));
    }

    public IRunnableGraph<RunEnd> Graph { get; }

    public RealtimeSessions Sessions { get; }

    public CallRequests Requests { get; }

    public SharedKillSwitch Stop { get; } = KillSwitches.Shared("call");

    /// <summary>The lender of the run.</summary>
    public AudioBuffers Buffers { get; }

    /// <summary>Buffers that are out though the run and its lender have ended.</summary>
    public long Lost => _all.Outstanding;

    /// <summary>Accepts a stream; what Twilio says first has to be sent meanwhile.</summary>
    public static async Task<MediaStreamConnection> AcceptAsync(WebSocket socket, TimeProvider time, Func<string, Task> say)
    {
        StreamKit.LikeAServer();
        var stream = new MediaStreamConnection(socket, new MediaStreamLimits(), time);
        Task<StreamStarted> started = stream.ReceiveStartAsync(CancellationToken.None);
        foreach (string message in Legs.TwilioMessages.Start) await say(message);
        await started;
        return stream;
    }

    /// <summary>Opens a session; what the model says first has to be sent meanwhile.</summary>
    public static async Task<RealtimeConnection> ConnectAsync(WebSocket socket, RealtimeSession session, TimeProvider time, Func<string, Task> say)
    {
        StreamKit.LikeAServer();
        Task<RealtimeConnection> connecting = RealtimeConnection.ConnectAsync(
            socket, Options.Endpoint, session, new RealtimeConnectionOptions(), time, NullLogger.Instance, CancellationToken.None);
        foreach (string message in Legs.ModelMessages.Handshake) await say(message);
        return await connecting;
    }

    public RunEnd Run(IMaterializer materializer)
    {
        RunEnd end = Graph.Run(materializer);
        end.Release();
        return end;
    }

    public void Dispose()
    {
        Sessions.Dispose();
        Buffers.Dispose();
        _metrics.Dispose();
    }
}
