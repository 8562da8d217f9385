using System.Net.WebSockets;

namespace AgenticAi.Simulation.Twilio;

/// <summary>Opens the socket of a media stream, with a signed upgrade.</summary>
internal static class StreamDialer
{
    // twilio.com/docs/api/errors/31920: Stream - WebSocket - Handshake Error
    private const int HandshakeError = 31920;

    /// <returns>The open socket, or null when the server refused it; the error is in the log.</returns>
    public static async Task<StreamSocket?> ConnectAsync(
        SimulatedTwilioOptions options, CallPlan plan, Uri url, CallLog log, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        try
        {
            socket.Options.KeepAliveInterval = TimeSpan.Zero;
            socket.Options.CollectHttpResponseDetails = true;
            foreach ((string name, string value) in options.Headers) socket.Options.SetRequestHeader(name, value);
            if (Signature(options, plan.Faults.StreamSignature, url) is { } signature)
                socket.Options.SetRequestHeader(TwilioSignature.Header, signature);
            using HttpMessageInvoker? invoker = InvokerOf(options, plan);
            Uri wanted = plan.Faults.StreamUrl?.Invoke(url) ?? url;
            await socket.ConnectAsync(options.ConnectTo?.Invoke(wanted) ?? wanted, invoker, cancellationToken);
            return new StreamSocket(socket, plan.Faults.FragmentBytes);
        }
        catch (WebSocketException error)
        {
            log.Error(HandshakeError, $"The stream {url} was not opened (HTTP status {(int)socket.HttpStatusCode}): {error.Message}");
            socket.Dispose();
            return null;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static HttpMessageInvoker? InvokerOf(SimulatedTwilioOptions options, CallPlan plan) =>
        plan.Faults.LineDiesAt is { } dies ? new HttpMessageInvoker(DyingLine.Handler(dies, options.Time))
        : options.Handler is { } handler ? new HttpMessageInvoker(handler, disposeHandler: false)
        : null;

    private static string? Signature(SimulatedTwilioOptions options, SignatureFault fault, Uri url)
    {
        string signed = options.StreamSignature switch
        {
            SignedUrlForm.Http => (url.Scheme == "wss" ? "https" : "http") + url.OriginalString[url.Scheme.Length..],
            SignedUrlForm.TrailingSlash => url.OriginalString + "/",
            _ => url.OriginalString,
        };
        return fault switch
        {
            SignatureFault.Missing => null,
            SignatureFault.Wrong => TwilioSignature.Compute(options.AuthToken + "x", signed, []),
            _ => TwilioSignature.Compute(options.AuthToken, signed, []),
        };
    }
}
