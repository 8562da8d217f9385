using System.Net.WebSockets;
using AgenticAi.Calls.Audio;
using AgenticAi.Calls.Lifecycle;
using AgenticAi.Calls.Model;
using AgenticAi.Calls.Turns;
using AgenticAi.Realtime.Connections;
using AgenticAi.Realtime.Sessions;
using AgenticAi.Streams.Graph;
using AgenticAi.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgenticAi.Calls.Tests.Legs;

public sealed class RealtimeWebSocketFlowTests : LegCases
{
    protected override WebSocket Peer => Pair.Server;

    protected override async Task<(Source Source, Outlet<AudioFrame> Audio)> OpenAsync()
    {
        Task<RealtimeConnection> connecting = RealtimeConnection.ConnectAsync(
            Pair.Client, new RealtimeEndpoint(RealtimeEndpoint.OpenAI, "sk-test", RealtimeModel.Default), new RealtimeSession(),
            new RealtimeConnectionOptions(), Time, NullLogger.Instance, TestContext.Current.CancellationToken);
        await SendAsync("""{"type":"session.created","session":{"type":"realtime","id":"sess_1","model":"gpt-realtime-2.1"}}""");
        await SendAsync("""{"type":"session.updated","session":{"type":"realtime","id":"sess_1","model":"gpt-realtime-2.1"}}""");
        await connecting.Within();
        var source = new RealtimeWebSocketFlow(
            OpenOnce(connecting), Options.For(RealtimeAudioFormat.Pcm16At24kHz), new RecordingBrain(), Buffers, Telemetry, new LastWords(), Time);
        return (source, source.Audio);
    }

    /// <summary>The session that is there, and none after it.</summary>
    private static OpenSession OpenOnce(Task<RealtimeConnection> connecting)
    {
        int opened = 0;
        return _ => opened++ == 0 ? connecting : throw new InvalidOperationException("There is no other session here.");
    }

    protected override void Connect(BlueprintBuilder graph, Source source, Boundary<TurnInput> rest)
    {
        var flow = (RealtimeWebSocketFlow)source;
        var commands = new Boundary<ModelCommand>("commands", 16, WhenFull.Fail);
        graph.From(flow.Events).Into(rest);
        graph.From(flow.Commands).Into(commands);
        graph.From(commands).To(flow.CommandSink);
    }

    protected override string Message(ReadOnlySpan<byte> audio) =>
        $$"""{"type":"response.output_audio.delta","event_id":"e","response_id":"resp_1","item_id":"item_1","output_index":0,"content_index":0,"delta":"{{Convert.ToBase64String(audio)}}"}""";

    protected override Task EndWellAsync() =>
        Peer.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", TestContext.Current.CancellationToken);
}
