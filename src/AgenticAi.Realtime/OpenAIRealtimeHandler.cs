using System.Net.WebSockets;
using System.Threading.Channels;
using AgenticAi.Realtime.Connections;
using AgenticAi.Realtime.Handling;
using AgenticAi.Realtime.Sessions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgenticAi.Realtime;

/// <summary>
/// A conversation with a voice model for programs that have a microphone and a loudspeaker, or something like them: audio and text go
/// in, audio comes out by <see cref="GetAudioAsync"/> or a callback. All audio is PCM, 16-bit little endian, 24 kHz, one channel.
/// </summary>
/// <remarks>
/// Callbacks run one after the other, in the order of the events, and never on the loop that reads the socket: a slow one holds up
/// nobody but the next one, and one that throws is logged. A handler can connect again after it was disconnected.
/// </remarks>
public sealed class OpenAIRealtimeHandler : IAsyncDisposable
{
    /// <summary>Longest chunk in bytes: some twenty seconds.</summary>
    public const int MaxChunkBytes = 1024 * 1024;

    private readonly RealtimeEndpoint _endpoint;
    private readonly RealtimeSession _session;
    private readonly RealtimeConnectionOptions _options = new();
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly bool _logTranscripts;
    private volatile HandlerCallbacks _callbacks = new();
    private HandlerRun? _run;

    /// <param name="apiKey">A key of the platform, sk-….</param>
    /// <param name="model">A GA model, see <see cref="RealtimeModel"/>.</param>
    /// <param name="voice">A Realtime voice, see <see cref="RealtimeVoice"/>.</param>
    /// <param name="systemInstruction">What the model is told before the conversation.</param>
    /// <param name="url">Another server that speaks the protocol; null for OpenAI's.</param>
    /// <param name="timeProvider">The clock of the time limits; null for the system's.</param>
    /// <param name="logger">Null for no logs.</param>
    /// <param name="logTranscripts">Whether what the user says may be logged.</param>
    /// <exception cref="ArgumentException">The key, the address, the model or the voice cannot be right.</exception>
    public OpenAIRealtimeHandler(
        string apiKey,
        string model = RealtimeModel.Default,
        string voice = "alloy",
        string systemInstruction = "You are a helpful AI assistant.",
        Uri? url = null,
        TimeProvider? timeProvider = null,
        ILogger? logger = null,
        bool logTranscripts = false)
    {
        _endpoint = new RealtimeEndpoint(url ?? RealtimeEndpoint.OpenAI, apiKey, model);
        _session = new RealtimeSession { Instructions = systemInstruction, Voice = RealtimeVoice.Parse(voice) };
        _time = timeProvider ?? TimeProvider.System;
        _logger = logger ?? NullLogger.Instance;
        _logTranscripts = logTranscripts;
    }

    private HandlerRun Run => Volatile.Read(ref _run) ?? throw new InvalidOperationException("Not connected.");

    /// <summary>Sets plain callbacks. Those left out stay as they are, so that plain and asynchronous ones can be mixed.</summary>
    /// <param name="onAudio">The model speaks: PCM, 16-bit little endian, 24 kHz.</param>
    /// <param name="onTranscript">What the model says: a piece, or with true the whole text once more.</param>
    /// <param name="onUserTranscript">What the user said.</param>
    /// <param name="onTurnComplete">The model has finished its turn.</param>
    /// <param name="onUserTurnComplete">The user has finished speaking; the transcript comes later.</param>
    public void SetCallbacks(
        Action<byte[]>? onAudio = null,
        Action<string, bool>? onTranscript = null,
        Action<string>? onUserTranscript = null,
        Action? onTurnComplete = null,
        Action? onUserTurnComplete = null) => SetCallbacks(
            onAudio is null ? null : audio => Done(() => onAudio(audio)),
            onTranscript is null ? null : (text, isFinal) => Done(() => onTranscript(text, isFinal)),
            onUserTranscript is null ? null : text => Done(() => onUserTranscript(text)),
            onTurnComplete is null ? null : () => Done(onTurnComplete),
            onUserTurnComplete is null ? null : () => Done(onUserTurnComplete));

    /// <summary>Sets asynchronous callbacks. Those left out stay as they are, so that plain and asynchronous ones can be mixed.</summary>
    /// <param name="onAudio">The model speaks: PCM, 16-bit little endian, 24 kHz.</param>
    /// <param name="onTranscript">What the model says: a piece, or with true the whole text once more.</param>
    /// <param name="onUserTranscript">What the user said.</param>
    /// <param name="onTurnComplete">The model has finished its turn.</param>
    /// <param name="onUserTurnComplete">The user has finished speaking; the transcript comes later.</param>
    public void SetCallbacks(
        Func<byte[], Task>? onAudio = null,
        Func<string, bool, Task>? onTranscript = null,
        Func<string, Task>? onUserTranscript = null,
        Func<Task>? onTurnComplete = null,
        Func<Task>? onUserTurnComplete = null)
    {
        var given = new HandlerCallbacks
        {
            OnAudio = onAudio,
            OnTranscript = onTranscript,
            OnUserTranscript = onUserTranscript,
            OnTurnComplete = onTurnComplete,
            OnUserTurnComplete = onUserTurnComplete,
        };
        _callbacks = given.Over(_callbacks);
    }

    /// <summary>Connects and sets up the session.</summary>
    /// <param name="initialPrompt">A first text for the model to respond to, as by <see cref="SendTextAsync"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RealtimeConnectException">There is no session.</exception>
    /// <exception cref="InvalidOperationException">It is connected already.</exception>
    public Task ConnectAsync(string? initialPrompt = null, CancellationToken cancellationToken = default) => StartAsync(
        () => RealtimeConnection.ConnectAsync(_endpoint, _session, _options, _time, _logger, cancellationToken), initialPrompt);

    /// <summary>
    /// The same on a WebSocket that is open already, such as one through a tunnel; it belongs to the handler from now on.
    /// </summary>
    public Task ConnectAsync(WebSocket socket, string? initialPrompt = null, CancellationToken cancellationToken = default) => StartAsync(
        () => RealtimeConnection.ConnectAsync(socket, _endpoint, _session, _options, _time, _logger, cancellationToken), initialPrompt);

    /// <summary>
    /// Sends audio of the user. Chunks that wait are sent together, up to ten in one message, without delay. Waits when ten seconds of
    /// 20 ms chunks are waiting.
    /// </summary>
    /// <param name="audio">PCM, 16-bit little endian, 24 kHz; copied, at most <see cref="MaxChunkBytes"/>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="InvalidOperationException">Not connected, or not any more.</exception>
    public ValueTask SendAudioAsync(ReadOnlyMemory<byte> audio, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(audio.Length, MaxChunkBytes, nameof(audio));
        return audio.IsEmpty ? ValueTask.CompletedTask : Run.Audio.AddAsync(audio.ToArray(), cancellationToken);
    }

    /// <summary>Sends a text as the user's. While the model is responding it waits for its turn, and this method does not.</summary>
    /// <param name="text">What the model is to respond to.</param>
    /// <param name="endOfTurn">False to add the text without asking for a response.</param>
    /// <exception cref="InvalidOperationException">Not connected, or 32 texts wait already.</exception>
    public Task SendTextAsync(string text, bool endOfTurn = true)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        HandlerRun run = Run;
        if (run.IsEnded) throw new InvalidOperationException("The connection has ended.");
        run.Texts.Add(text, endOfTurn);
        return Task.CompletedTask;
    }

    /// <summary>
    /// Waits for the next piece of the model's audio. 4,096 pieces are kept, then the oldest is dropped. What was not fetched when the
    /// user begins to speak is dropped as well: it belongs to an answer that is over.
    /// </summary>
    /// <returns>PCM, 16-bit little endian, 24 kHz; pieces differ in length.</returns>
    /// <exception cref="InvalidOperationException">
    /// Not connected; a <see cref="ChannelClosedException"/> when the connection has ended and all was fetched.
    /// </exception>
    public ValueTask<byte[]> GetAudioAsync(CancellationToken cancellationToken = default) => Run.Received.TakeAsync(cancellationToken);

    /// <summary>
    /// Disconnects. Callbacks that wait are still called, for two seconds at most. May be called at any time, also by a callback.
    /// </summary>
    public async Task DisconnectAsync()
    {
        if (Interlocked.Exchange(ref _run, null) is { } run) await run.StopAsync();
    }

    public async ValueTask DisposeAsync() => await DisconnectAsync();

    private static Task Done(Action callback)
    {
        callback();
        return Task.CompletedTask;
    }

    private async Task StartAsync(Func<Task<RealtimeConnection>> connect, string? initialPrompt)
    {
        if (Volatile.Read(ref _run) is { IsEnded: false }) throw new InvalidOperationException("Connected already.");
        await DisconnectAsync();
        var run = new HandlerRun(await connect(), () => _callbacks, _time, _logger, _logTranscripts);
        if (Interlocked.CompareExchange(ref _run, run, null) is not null)
        {
            await run.StopAsync();
            throw new InvalidOperationException("Connected already.");
        }

        if (!string.IsNullOrWhiteSpace(initialPrompt)) await SendTextAsync(initialPrompt);
    }
}
