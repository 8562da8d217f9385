using System.Text.Json;
using AgenticAi.Realtime.Tests.Connections;
using AgenticAi.Testing;

namespace AgenticAi.Realtime.Tests.Handling;

/// <summary>A connected handler and the server's side of it.</summary>
internal sealed class HandlerFixture : IAsyncDisposable
{
    public HandlerFixture(
        bool logTranscripts = false, string model = "gpt-realtime-2.1", string voice = "alloy", int wireBytes = 1024 * 1024)
    {
        Peer = new RealtimePeer(wireBytes);
        Handler = new OpenAIRealtimeHandler(
            RealtimePeer.Key,
            model,
            voice,
            systemInstruction: "Be brief.",
            url: new Uri("ws://model.test/v1/realtime"),
            timeProvider: Peer.Time,
            logger: Peer.Logs.CreateLogger("handler"),
            logTranscripts: logTranscripts);
    }

    public RealtimePeer Peer { get; }

    public OpenAIRealtimeHandler Handler { get; }

    public IEnumerable<string> Logged => Peer.Logs.Lines.Select(line => line.Message);

    public async Task<JsonElement> ConnectAsync(string? initialPrompt = null)
    {
        Task connecting = Handler.ConnectAsync(Peer.Client, initialPrompt, TestContext.Current.CancellationToken);
        JsonElement update = await Peer.ShakeHandsAsync();
        await connecting.Within();
        return update;
    }

    public Task AudioAsync(string response, params byte[] audio)
    {
        string delta = Convert.ToBase64String(audio);
        return Peer.SendAsync(
            $$"""{"type":"response.output_audio.delta","response_id":"{{response}}","item_id":"i","delta":"{{delta}}"}""");
    }

    public Task BeginResponseAsync(string response) =>
        Peer.SendAsync($$$"""{"type":"response.created","response":{"id":"{{{response}}}","status":"in_progress"}}""");

    public Task EndResponseAsync(string response) =>
        Peer.SendAsync($$$"""{"type":"response.done","response":{"id":"{{{response}}}","status":"completed"}}""");

    public async Task<string> SentTypeAsync() => (await Peer.ReceiveAsync()).GetProperty("type").GetString()!;

    public async ValueTask DisposeAsync()
    {
        await Peer.SeeOffAsync(Handler.DisposeAsync().AsTask());
        Peer.Dispose();
    }
}
