using System.Net.WebSockets;
using AgenticAi.Calls.Audio;
using AgenticAi.Calls.Caller;
using AgenticAi.Calls.Turns;
using AgenticAi.Streams.Graph;
using AgenticAi.Testing;
using AgenticAi.Twilio.MediaStreams;

namespace AgenticAi.Calls.Tests.Legs;

public sealed class TwilioSourceTests : LegCases
{
    protected override WebSocket Peer => Pair.Client;

    protected override async Task<(Source Source, Outlet<AudioFrame> Audio)> OpenAsync()
    {
        var connection = new MediaStreamConnection(Pair.Server, new MediaStreamLimits(), Time);
        Task<StreamStarted> started = connection.ReceiveStartAsync(TestContext.Current.CancellationToken);
        await SendAsync("""{"event":"connected","protocol":"Call","version":"1.0.0"}""");
        await SendAsync("""{"event":"start","start":{"streamSid":"MZ1","callSid":"CA1"},"streamSid":"MZ1"}""");
        await started.Within();
        var source = new TwilioSource(connection, Buffers, Telemetry, Time);
        return (source, source.Audio);
    }

    protected override void Connect(BlueprintBuilder graph, Source source, Boundary<TurnInput> rest) =>
        graph.From(((TwilioSource)source).Signals).Into(rest);

    protected override string Message(ReadOnlySpan<byte> audio) =>
        $$"""{"event":"media","sequenceNumber":"3","media":{"track":"inbound","chunk":"1","timestamp":"5","payload":"{{Convert.ToBase64String(audio)}}"},"streamSid":"MZ1"}""";

    protected override Task EndWellAsync() => SendAsync("""{"event":"stop","stop":{"callSid":"CA1"},"streamSid":"MZ1"}""");
}
