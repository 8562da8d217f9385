using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using AgenticAi.Agents.Http;
using AgenticAi.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Agents.Tests.Http;

/// <summary>A request that came to the agent.</summary>
internal sealed record AgentCall(JsonObject Body, byte[] Bytes, IHeaderDictionary Headers)
{
    public string Type => Body["type"]!.GetValue<string>();

    public bool IsSigned(string secret, DateTimeOffset now) => AgentSignature.IsValid(
        secret, Headers[AgentSignature.TimestampHeader], Headers[AgentSignature.SignatureHeader], Bytes, now);
}

/// <summary>An agent that a test plays.</summary>
internal sealed class AgentServer : IAsyncDisposable
{
    public const string Secret = "a-shared-secret-0123";

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<AgentCall> _calls = new();
    private readonly TaskCompletionSource<AgentCall> _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<AgentCall> _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private AgentServer(Func<AgentCall, HttpContext, Task> answer)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.MapPost("/agent", async (HttpContext context) =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            var headers = new HeaderDictionary(context.Request.Headers.ToDictionary());
            var call = new AgentCall(JsonNode.Parse(body.ToArray())!.AsObject(), body.ToArray(), headers);
            _calls.Enqueue(call);
            if (call.Type == "cancel")
            {
                _cancelled.TrySetResult(call);
                return;
            }

            _asked.TrySetResult(call);
            await answer(call, context);
        });
    }

    public Uri Url => new(_app.Urls.First() + "/agent?key=in-the-query");

    public IReadOnlyCollection<AgentCall> Calls => _calls;

    public Task<AgentCall> Asked => _asked.Task.Within();

    public Task<AgentCall> Cancelled => _cancelled.Task.Within();

    public static async Task<AgentServer> StartAsync(Func<AgentCall, HttpContext, Task> answer)
    {
        var server = new AgentServer(answer);
        await server._app.StartAsync();
        return server;
    }

    public static Task<AgentServer> StartAsync(int status, string body) => StartAsync(async (_, context) =>
    {
        context.Response.StatusCode = status;
        await context.Response.WriteAsync(body);
    });

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
