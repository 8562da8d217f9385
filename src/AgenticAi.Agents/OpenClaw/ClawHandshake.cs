using System.Text.Json;
using AgenticAi.Agents.Wire;
using AgenticAi.WebSockets;

namespace AgenticAi.Agents.OpenClaw;

/// <summary>Gets in: the gateway challenges, we send <c>connect</c>, it says <c>hello-ok</c> or why not.</summary>
internal static class ClawHandshake
{
    private const string ConnectId = "connect";

    /// <exception cref="ClawException">It cannot be reached, or refuses.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task<(ClawSocket Socket, ClawHello Hello)> OpenAsync(
        OpenClawOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.HandshakeWithin, time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        ClawSocket? socket = null;
        try
        {
            socket = await ClawSocket.OpenAsync(options.Url, time, over.Token);
            ClawHello hello = await GreetAsync(socket, options, over.Token);
            return hello.MayRun ? (socket, hello) : throw new ClawException(
                ClawFailure.Refused,
                "it lets us in but gives no operator.write and operator.read, as to strangers from another machine: "
                + "run beside the gateway, or use an SSH tunnel");
        }
        catch (Exception error)
        {
            socket?.Abort();
            socket?.Dispose();
            if (error is ClawException { Failure: ClawFailure.Refused or ClawFailure.NotReached }) throw;
            cancellationToken.ThrowIfCancellationRequested();
            string why = timeout.IsCancellationRequested
                ? $"no hello within {options.HandshakeWithin.TotalSeconds:0.###} s"
                : error.Message;
            if (!ClawSocket.IsGone(error) && error is not ClawException) throw;
            throw new ClawException(ClawFailure.NotReached, $"{Reason.Address(options.Url)}: {Reason.Of(why, options.Token)}", error);
        }
    }

    private static async Task<ClawHello> GreetAsync(ClawSocket socket, OpenClawOptions options, CancellationToken cancellationToken)
    {
        bool isAsked = false;
        while (true)
        {
            ReceivedMessage message = await socket.ReceiveAsync(cancellationToken);
            if (message.Kind == ReceivedKind.Close) throw Unreachable(options, $"it closed the connection ({socket.CloseReason})");
            if (message.Kind != ReceivedKind.Text || Parse(message, options) is not { } document) continue;
            using (document)
            {
                JsonElement frame = document.RootElement;
                if (!isAsked && frame.Text("event") == "connect.challenge")
                {
                    isAsked = true;
                    await socket.SendAsync(ConnectId, "connect", writer => ClawRequests.Connect(writer, options.Token));
                }
                else if (frame.Text("type") == "res" && frame.Text("id") == ConnectId)
                {
                    return Judge(frame, options);
                }
            }
        }
    }

    private static ClawHello Judge(JsonElement frame, OpenClawOptions options)
    {
        if (frame.Get("ok").ValueKind == JsonValueKind.True) return ClawHello.Of(frame.Get("payload"));
        ClawError error = ClawError.Of(frame, options.Token);
        throw error.IsTransient ? Unreachable(options, error.ToString()) : new ClawException(ClawFailure.Refused, error.ToString());
    }

    private static JsonDocument? Parse(ReceivedMessage message, OpenClawOptions options)
    {
        try
        {
            return JsonDocument.Parse(message.Payload);
        }
        catch (JsonException)
        {
            throw Unreachable(options, "what answers there does not speak OpenClaw's protocol");
        }
    }

    private static ClawException Unreachable(OpenClawOptions options, string why) =>
        new(ClawFailure.NotReached, $"{Reason.Address(options.Url)}: {why}");
}
