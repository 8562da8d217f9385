using System.Collections.Concurrent;
using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using AgenticAi.WebSockets;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Agents.OpenClaw;

/// <summary>
/// One connection that the gateway has let in, from its hello to its end. Requests may come from anywhere; events are handed out one
/// after the other.
/// </summary>
internal sealed class ClawLink : IAsyncDisposable
{
    // What OpenClaw's own client closes with when the gateway is silent for two ticks.
    private const WebSocketCloseStatus TickTimeout = (WebSocketCloseStatus)4000;

    /// <summary>From a request to its response, as in OpenClaw's own client.</summary>
    public static readonly TimeSpan RespondWithin = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan GoodbyeWithin = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonElement>> _pending = new(StringComparer.Ordinal);
    private readonly ClawSocket _socket;
    private readonly OpenClawOptions _options;
    private readonly Action<string, JsonElement> _onEvent;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private volatile string? _why;
    private int _requests;

    private ClawLink(
        ClawSocket socket, ClawHello hello, OpenClawOptions options, Action<string, JsonElement> onEvent, TimeProvider time, ILogger logger)
    {
        (_socket, Hello, _options, _onEvent, _time, _logger) = (socket, hello, options, onEvent, time, logger);
        Ended = ReadAsync();
    }

    public ClawHello Hello { get; }

    /// <summary>Completes with the reason when the connection is over. Never fails.</summary>
    public Task<string> Ended { get; }

    /// <summary>
    /// Connects. <paramref name="onEvent"/> takes the name and payload of each event; the payload is valid during the call. It must not
    /// throw.
    /// </summary>
    /// <exception cref="ClawException">It cannot be reached, or refuses.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task<ClawLink> OpenAsync(
        OpenClawOptions options,
        Action<string, JsonElement> onEvent,
        TimeProvider time,
        ILogger logger,
        CancellationToken cancellationToken)
    {
        (ClawSocket socket, ClawHello hello) = await ClawHandshake.OpenAsync(options, time, cancellationToken);
        return new ClawLink(socket, hello, options, onEvent, time, logger);
    }

    /// <summary>Asks, and waits for the response: for <paramref name="limit"/>, or for <see cref="RespondWithin"/>.</summary>
    /// <exception cref="ClawException">Rejected, or lost with the connection.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled. The request has been sent all the same.</exception>
    public async Task<JsonElement> RequestAsync(
        string method, Action<Utf8JsonWriter> parameters, CancellationToken cancellationToken, TimeSpan? limit = null)
    {
        string id = Interlocked.Increment(ref _requests).ToString(CultureInfo.InvariantCulture);
        var response = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        _pending[id] = response;
        if (_why is { } over) response.TrySetException(new ClawException(ClawFailure.Lost, over));
        try
        {
            // Not with the token: a message cut short would take the connection of all other calls with it.
            await _socket.SendAsync(id, method, parameters);
            return await response.Task.WaitAsync(limit ?? RespondWithin, _time, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new ClawException(ClawFailure.Lost, $"{method} was not answered in time");
        }
        finally
        {
            _pending.TryRemove(id, out _);
            _ = response.Task.Exception;
        }
    }

    /// <summary>Says goodbye and frees everything. Requests under way are lost.</summary>
    public async ValueTask DisposeAsync()
    {
        await _socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "", GoodbyeWithin);
        _socket.Abort();
        await Ended;
        _socket.Dispose();
    }

    private async Task<string> ReadAsync()
    {
        await Task.Yield();
        string why = await ReadToEndAsync();
        _why = why;
        foreach (TaskCompletionSource<JsonElement> response in _pending.Values)
            response.TrySetException(new ClawException(ClawFailure.Lost, why));
        return why;
    }

    private async Task<string> ReadToEndAsync()
    {
        TimeSpan silence = 2 * Hello.TickInterval;
        while (true)
        {
            Task<ReceivedMessage> receiving = _socket.ReceiveAsync(CancellationToken.None).AsTask();
            try
            {
                ReceivedMessage message = await receiving.WaitAsync(silence, _time);
                if (message.Kind == ReceivedKind.Close) return $"the gateway closed the connection ({_socket.CloseReason})";
                Take(message);
            }
            catch (TimeoutException)
            {
                await _socket.CloseAsync(TickTimeout, "tick timeout", GoodbyeWithin);
                _socket.Abort();
                await Task.WhenAny(receiving);
                _ = receiving.Exception;
                return $"the gateway was silent for {silence.TotalSeconds:0.###} s";
            }
            catch (Exception error) when (ClawSocket.IsGone(error))
            {
                return $"the connection broke ({error.Message})";
            }
        }
    }

    private void Take(ReceivedMessage message)
    {
        if (message.Kind != ReceivedKind.Text)
        {
            _logger.GatewayMessageSkipped($"{message.Kind} of {message.Length} bytes");
            return;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(message.Payload);
            JsonElement frame = document.RootElement;
            if (frame.Text("type") == "res") Respond(frame);
            else if (frame.Text("type") == "event" && frame.Text("event") is { } name) _onEvent(name, frame.Get("payload"));
        }
        catch (JsonException)
        {
            _logger.GatewayMessageSkipped("it is not JSON");
        }
    }

    private void Respond(JsonElement frame)
    {
        if (frame.Text("id") is not { } id || !_pending.TryGetValue(id, out TaskCompletionSource<JsonElement>? response)) return;
        if (frame.Get("ok").ValueKind == JsonValueKind.True) response.TrySetResult(frame.Get("payload").CloneOrDefault());
        else response.TrySetException(new ClawException(ClawFailure.Rejected, ClawError.Of(frame, _options.Token).ToString()));
    }
}
