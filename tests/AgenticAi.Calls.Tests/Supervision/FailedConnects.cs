using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using AgenticAi.Realtime.Connections;
using AgenticAi.Realtime.Sessions;
using AgenticAi.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgenticAi.Calls.Tests.Supervision;

/// <summary>Lets a real connection fail in the way a case of the table names, for only that shows what the policy gets to see.</summary>
internal static class FailedConnects
{
    private static readonly Uri Nowhere = new("wss://model.invalid/");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <param name="how">What follows the word connect, such as 401 invalid_api_key or close 1011.</param>
    public static async Task<Exception> FailAsync(string how)
    {
        string[] words = how.Split(' ', 2);
        string rest = words.Length > 1 ? words[1] : "";
        Task connecting = words[0] switch
        {
            "model_retired" => ConnectAsync(Nowhere, model: "gpt-4o-realtime-preview-2024-12-17"),
            "timeout" => TimeOutAsync(),
            "refused" => ConnectAsync(UrlOf(new TcpListener(IPAddress.Loopback, 0), closed: true)),
            "close" or "error" or "cut" or "garbage" => ShakeHandsAsync(words[0], rest),
            _ => UpgradeAsync(int.Parse(words[0], System.Globalization.CultureInfo.InvariantCulture), rest),
        };
        return await Should.ThrowAsync<RealtimeConnectException>(connecting.Within());
    }

    private static async Task TimeOutAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        var time = new ManualTimeProvider();
        Task connecting = ConnectAsync(UrlOf(listener), time);
        time.Advance(new RealtimeConnectionOptions().ConnectTimeout);
        await connecting;
    }

    private static async Task UpgradeAsync(int status, string code)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        Task connecting = ConnectAsync(UrlOf(listener));
        using (TcpClient client = await listener.AcceptTcpClientAsync(Cancelled))
        {
            using var request = new StreamReader(client.GetStream());
            while (await request.ReadLineAsync(Cancelled) is { Length: > 0 })
            {
            }

            string body = code.Length == 0 ? "" : $$$"""{"error":{"type":"some_error","code":"{{{code}}}","message":"No."}}""";
            string answer = $"HTTP/1.1 {status} No\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}";
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer), Cancelled);
        }

        await connecting;
    }

    private static async Task ShakeHandsAsync(string how, string rest)
    {
        using var pair = new WebSocketPair();
        Task connecting = RealtimeConnection.ConnectAsync(
            pair.Client, new RealtimeEndpoint(Nowhere, "sk-test", RealtimeModel.Default), new RealtimeSession(),
            new RealtimeConnectionOptions(), new ManualTimeProvider(), NullLogger.Instance, Cancelled);
        string[] words = rest.Split(' ');
        string code = words.Length > 1 ? $"\"{words[1]}\"" : "null";
        switch (how)
        {
            case "cut": pair.Cut(); break;
            case "close":
                var status = (WebSocketCloseStatus)int.Parse(words[0], System.Globalization.CultureInfo.InvariantCulture);
                await pair.Server.CloseOutputAsync(status, words.Length > 1 ? words[1] : "", Cancelled);
                break;
            default:
                string error = $$$"""{"type":"error","error":{"type":"{{{words[0]}}}","code":{{{code}}},"message":"No."}}""";
                byte[] message = Encoding.ASCII.GetBytes(how == "garbage" ? "<html>" : error);
                await pair.Server.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, Cancelled);
                break;
        }

        await connecting;
    }

    private static Task<RealtimeConnection> ConnectAsync(Uri url, TimeProvider? time = null, string model = RealtimeModel.Default) =>
        RealtimeConnection.ConnectAsync(
            new RealtimeEndpoint(url, "sk-test", model), new RealtimeSession(), new RealtimeConnectionOptions(),
            time ?? new ManualTimeProvider(), NullLogger.Instance, Cancelled);

    private static Uri UrlOf(TcpListener listener, bool closed = false)
    {
        listener.Start();
        var url = new Uri($"ws://{listener.LocalEndpoint}/");
        if (closed) listener.Dispose();
        return url;
    }
}
