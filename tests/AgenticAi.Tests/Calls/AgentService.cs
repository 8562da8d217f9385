using System.Net;
using System.Text.Json.Nodes;
using AgenticAi.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Tests.Calls;

/// <summary>An agent behind a web address that is at each task until a test says what came of it.</summary>
internal sealed class AgentService : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<(JsonObject Task, TaskCompletionSource<string> Answer)> _tasks = [];
    private readonly TaskCompletionSource _came = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WebApplication _app;

    private AgentService(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.First());

    /// <summary>The texts of the tasks, in the order in which they came.</summary>
    public IReadOnlyList<string> Tasks
    {
        get
        {
            lock (_gate) return [.. _tasks.Select(asked => asked.Task["text"]!.GetValue<string>())];
        }
    }

    public static async Task<AgentService> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        WebApplication app = builder.Build();
        var service = new AgentService(app);
        app.MapPost("/", service.TakeAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return service;
    }

    /// <summary>Ends the only task, when it has come.</summary>
    public async Task AnswerAsync(string text)
    {
        await _came.Task.Within();
        lock (_gate) _tasks.Single().Answer.SetResult(text);
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            foreach (var asked in _tasks) asked.Answer.TrySetResult("too late");
        }

        await _app.DisposeAsync().AsTask().Within();
    }

    private async Task TakeAsync(HttpContext context)
    {
        JsonObject body = (await JsonNode.ParseAsync(context.Request.Body))!.AsObject();
        if (body["text"] is null) return;
        var answer = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate) _tasks.Add((body, answer));
        _came.TrySetResult();
        string text = await answer.Task.WaitAsync(context.RequestAborted);
        await context.Response.WriteAsJsonAsync(new JsonObject { ["text"] = text });
    }
}
