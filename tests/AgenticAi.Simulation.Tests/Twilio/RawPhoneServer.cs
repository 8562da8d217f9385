using System.Collections.Concurrent;
using System.Net;
using AgenticAi.Simulation.Twilio;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Simulation.Tests.Twilio;

/// <summary>
/// A server that is phoned: answers webhooks with given TwiML and hands each media stream to the test, which speaks by hand.
/// </summary>
internal sealed class RawPhoneServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly CancellationTokenSource _stopping = new();

    private RawPhoneServer()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.UseWebSockets();
        _app.MapPost("/{**path}", (Delegate)AnswerAsync);
        _app.MapGet("/{**path}", StreamAsync);
    }

    /// <summary>The TwiML, by the path of the webhook; <c>{host}</c> stands for the server's own.</summary>
    public Dictionary<string, string> Twiml { get; } = new()
    {
        ["/voice"] = "<Response><Connect><Stream url=\"ws://{host}/media\"/></Connect></Response>",
    };

    public int Status { get; set; } = 200;

    /// <summary>How many webhooks are answered with 503 before the first that is served.</summary>
    public int Unavailable { get; set; }

    public string ContentType { get; set; } = "text/xml";

    public byte[]? File { get; set; }

    /// <summary>Lives one media stream; when it returns, the connection is gone.</summary>
    public Func<RawStream, Task> OnStream { get; set; } = stream => stream.ReadToEndAsync();

    /// <summary>Happens before a webhook is answered; told is the CallSid.</summary>
    public Func<string, Task> OnWebhook { get; set; } = _ => Task.CompletedTask;

    public ConcurrentQueue<(string Path, Dictionary<string, string> Form, string Signature)> Posts { get; } = new();

    public ConcurrentQueue<(string Path, string Signature, string Forwarded)> Upgrades { get; } = new();

    public string Host => new Uri(_app.Urls.First()).Authority;

    public static async Task<RawPhoneServer> StartAsync()
    {
        var server = new RawPhoneServer();
        await server._app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public SimulatedTwilioOptions Options =>
        new() { WebhookUrl = new Uri($"http://{Host}/voice"), AuthToken = "secret", Ids = new IdSource(7) };

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _app.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task<IResult> AnswerAsync(HttpContext http)
    {
        IFormCollection form = await http.Request.ReadFormAsync();
        string path = http.Request.Path;
        Dictionary<string, string> fields = form.ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        Posts.Enqueue((path, fields, Header(http, "X-Twilio-Signature")));
        await OnWebhook(fields["CallSid"]);
        if (Posts.Count <= Unavailable) return Results.StatusCode(503);
        string twiml = Twiml.GetValueOrDefault(path, "<Response/>").Replace("{host}", Host, StringComparison.Ordinal);
        return Results.Text(twiml, ContentType, statusCode: Status);
    }

    private static string Header(HttpContext http, string name) => http.Request.Headers[name].ToString();

    private async Task StreamAsync(HttpContext http)
    {
        if (!http.WebSockets.IsWebSocketRequest)
        {
            if (File is null) http.Response.StatusCode = 404;
            else await http.Response.BodyWriter.WriteAsync(File);
            return;
        }

        Upgrades.Enqueue((http.Request.Path, Header(http, "X-Twilio-Signature"), Header(http, "X-Forwarded-Proto")));
        if (Status != 200)
        {
            http.Response.StatusCode = Status;
            return;
        }

        using System.Net.WebSockets.WebSocket socket = await http.WebSockets.AcceptWebSocketAsync();
        await OnStream(new RawStream(socket, http, _stopping.Token));
    }
}
