using System.Net;
using System.Text.Json.Nodes;
using AgenticAi.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Intents.Tests.Models;

/// <summary>A vendor on loopback: keeps what it was asked and answers what the test says.</summary>
internal sealed class ModelServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ModelServer(WebApplication app) => _app = app;

    /// <summary>Where it listens, without a slash at the end.</summary>
    public string Address => _app.Urls.Single();

    public HttpClient Http { get; } = new();

    public List<Asked> Requests { get; } = [];

    public static async Task<ModelServer> StartAsync(Func<HttpContext, Task> answer)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        WebApplication app = builder.Build();
        var server = new ModelServer(app);
        app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            server.Requests.Add(new Asked(
                context.Request.Method, context.Request.Path + context.Request.QueryString,
                context.Request.Headers.ToDictionary(
                    header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
                JsonNode.Parse(await reader.ReadToEndAsync())!));
            await answer(context);
        });
        await app.StartAsync(TestContext.Current.CancellationToken).Within();
        return server;
    }

    /// <summary>Answers with a status and a body.</summary>
    public static Task<ModelServer> StartAsync(int status, string body) => StartAsync(async context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(body);
    });

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }
}

internal sealed record Asked(string Method, string Path, Dictionary<string, string> Headers, JsonNode Body);
