using System.Net.WebSockets;
using System.Reflection;
using AgenticAi.Realtime.Tests.Connections;
using AgenticAi.Realtime.Tests.Fixtures;
using AgenticAi.Testing;

namespace AgenticAi.Realtime.Tests.Example;

public sealed class RealtimeHandlerSampleTests
{
    private static readonly byte[] SessionUpdated = """{"type":"session.updated","session":{"id":"s"}}"""u8.ToArray();

    [Fact]
    public async Task The_sample_runs_as_printed()
    {
        using var server = new RawServer();
        string answer = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            MethodInfo main = Assembly.Load("RealtimeHandler").EntryPoint.ShouldNotBeNull();
            string[] arguments = [server.Url.AbsoluteUri, SpeechFile(), answer];
            Task sample = Task.Run(() => main.Invoke(null, [arguments]), TestContext.Current.CancellationToken);
            (WebSocket socket, _) = await server.UpgradeAsync();
            await TalkAsync(socket, answer);
            await sample.Within();
            byte[] played = await File.ReadAllBytesAsync(answer, TestContext.Current.CancellationToken);
            Convert.ToHexString(played).ShouldBe("00010203040506070809");
        }
        finally
        {
            File.Delete(answer);
        }
    }

    private static string SpeechFile() => Path.Combine(AppContext.BaseDirectory, "Fixtures", "speech.wav");

    /// <summary>Greets, answers the first text with one piece of audio, and hangs up when the sample has played it.</summary>
    private static async Task TalkAsync(WebSocket socket, string answer)
    {
        await SendAsync(socket, Samples.Read("session.created"));
        byte[] buffer = new byte[256 * 1024];
        bool played = false;
        while (!played)
        {
            ValueWebSocketReceiveResult message =
                await socket.ReceiveAsync(buffer.AsMemory(), TestContext.Current.CancellationToken).AsTask().Within();
            message.MessageType.ShouldBe(WebSocketMessageType.Text);
            ReadOnlySpan<byte> text = buffer.AsSpan(0, message.Count);
            if (text.IndexOf("input_audio_buffer.append"u8) >= 0) played = new FileInfo(answer).Length > 0;
            else if (text.IndexOf("session.update"u8) >= 0) await SendAsync(socket, SessionUpdated);
            else if (text.IndexOf("response.create"u8) >= 0) await SendAsync(socket, Samples.Read("response.output_audio.delta"));
        }

        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", TestContext.Current.CancellationToken);
    }

    private static Task SendAsync(WebSocket socket, byte[] message) =>
        socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken).Within();
}
