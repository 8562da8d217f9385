using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ExampleAgentSample;

/// <summary>The agent as a web server: tasks and cancellations come as signed POSTs to one address.</summary>
internal sealed class HttpAgent : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, CancellationTokenSource> _running = new();
    private readonly ConcurrentDictionary<string, Task> _later = new();
    private readonly HttpClient _http = new();
    private readonly WebApplication _app;
    private readonly Options _options;
    private readonly Assistant _assistant;
    private readonly TimeProvider _time;
    private int _cancelled;

    private HttpAgent(int port, Options options, Assistant assistant, TimeProvider time)
    {
        (_options, _assistant, _time) = (options, assistant, time);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        _app = builder.Build();
        _app.MapPost("/", TakeAsync);
    }

    public Uri Url => new(_app.Urls.First());

    /// <summary>How many tasks were not wanted any more.</summary>
    public int Cancelled => Volatile.Read(ref _cancelled);

    public static async Task<HttpAgent> StartAsync(int port, Options options, Assistant assistant, TimeProvider time)
    {
        var agent = new HttpAgent(port, options, assistant, time);
        await agent._app.StartAsync();
        return agent;
    }

    public Task StoppedAsync() => _app.WaitForShutdownAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await Task.WhenAll(_later.Values);
        _http.Dispose();
    }

    private async Task<IResult> TakeAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        string timestamp = request.Headers[Signature.TimestampHeader].ToString();
        string signature = request.Headers[Signature.Header].ToString();
        if (!Signature.IsValid(_options.Secret, timestamp, signature, body.ToArray(), _time.GetUtcNow())) return Results.Unauthorized();
        body.Position = 0;
        AgentRequest task = await AgentRequest.ReadAsync(body);
        if (task.Type == "cancel") return Cancel(task);
        if (!_options.Callback || task.CallbackUrl is null)
        {
            using (task) return Results.Json(new { text = await DoAsync(task) });
        }

        _later[task.Id] = CallBackAsync(task);
        return Results.Accepted();
    }

    private IResult Cancel(AgentRequest task)
    {
        using (task)
        {
            Interlocked.Increment(ref _cancelled);
            if (_running.TryGetValue(task.Id, out CancellationTokenSource? running)) running.Cancel();
            return Results.NoContent();
        }
    }

    private async Task<string> DoAsync(AgentRequest task)
    {
        using var cancelled = new CancellationTokenSource();
        _running[task.Id] = cancelled;
        try
        {
            await Task.Delay(_options.Delay, _time, cancelled.Token); // the work of the example
            return _assistant.Do(task);
        }
        catch (OperationCanceledException)
        {
            return "It was cancelled.";
        }
        finally
        {
            _running.TryRemove(task.Id, out _);
        }
    }

    private async Task CallBackAsync(AgentRequest task)
    {
        using (task)
        {
            byte[] body = JsonSerializer.SerializeToUtf8Bytes(new { id = task.Id, text = await DoAsync(task) });
            string timestamp = _time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            using var request = new HttpRequestMessage(HttpMethod.Post, task.CallbackUrl) { Content = new ByteArrayContent(body) };
            request.Headers.Add(Signature.TimestampHeader, timestamp);
            request.Headers.Add(Signature.Header, Signature.Compute(_options.Secret, timestamp, body));
            try
            {
                using HttpResponseMessage response = await _http.SendAsync(request);
            }
            catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
            {
                await Console.Error.WriteLineAsync($"The answer could not be delivered: {error.Message}");
            }
        }
    }
}
