using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using AgenticAi.Simulation.Realtime.Hearing;
using AgenticAi.Simulation.Realtime.Responses;
using AgenticAi.Simulation.Realtime.Sessions;

namespace AgenticAi.Simulation.Realtime;

/// <summary>One session of a client with the simulated server: what it received and what it remembers. Safe for several threads.</summary>
public sealed class RealtimeSession
{
    private readonly SessionState _state;
    private readonly FaultInjector _faults;
    private readonly ResponseKeeper _responses;
    private readonly ClientEvents _events;
    private readonly List<string> _received = [];
    private readonly List<(Func<bool> Test, TaskCompletionSource Done)> _waiting = [];
    private readonly TaskCompletionSource<RealtimeSessionEnd> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal RealtimeSession(SessionState state)
    {
        _state = state;
        state.Changed = Look;
        _faults = new FaultInjector(state);
        _responses = new ResponseKeeper(state, _faults);
        var turns = new TurnKeeper(state, _responses, _faults);
        _responses.Completed = turns.Await;
        _events = new ClientEvents(state, turns, _responses, new ItemCommands(state), _faults);
    }

    /// <summary>0 for the first session of the server.</summary>
    public int Number => _state.Number;

    /// <summary>The model the client asked for.</summary>
    public string Model => _state.Settings.Model;

    /// <summary>Completes when the connection is gone.</summary>
    public Task<RealtimeSessionEnd> Completion => _completion.Task;

    /// <summary>The settings in force, as <c>session.updated</c> tells them.</summary>
    public JsonObject Settings => Read(_state.Settings.ToJson);

    /// <summary>A <c>session.update</c> was accepted.</summary>
    public bool IsConfigured => Read(() => _events.IsConfigured);

    /// <summary>Client events that were answered with an error.</summary>
    public int RefusedEvents => Read(() => _events.Refused);

    /// <summary>All client events as they came, as far as they are kept.</summary>
    public IReadOnlyList<string> ClientEvents => Read(() => _received.ToArray());

    /// <summary>The audio that was appended, decoded, at the rate of the session's input format, as far as it is kept.</summary>
    public short[] ReceivedAudio => Read(() => _state.Audio.Recording);

    /// <summary>Rate of <see cref="ReceivedAudio"/>: 24,000 or 8,000.</summary>
    public int ReceivedSampleRate => Read(() => _state.Audio.Format.SampleRate);

    /// <summary>How much audio was appended.</summary>
    public TimeSpan ReceivedDuration => Read(() => TimeSpan.FromMilliseconds(_state.Audio.TotalMs));

    /// <summary>The conversation as the model remembers it.</summary>
    public IReadOnlyList<RealtimeItem> Items => Read(() => _state.Conversation.Items.Select(item => item.ToRecord()).ToArray());

    /// <summary>All responses, in order.</summary>
    public IReadOnlyList<RealtimeResponse> Responses => Read(() => _responses.Records);

    /// <summary>Makes a fault happen now.</summary>
    public void Inject(RealtimeFault fault)
    {
        lock (_state.Gate) _faults.Inject(fault);
    }

    /// <summary>
    /// Waits until something is true of the session; it is looked at after each event of the client and each step of a response.
    /// </summary>
    /// <param name="test">Called under the lock of the session: it must be quick.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidOperationException">The session ended before.</exception>
    public Task WaitAsync(Func<RealtimeSession, bool> test, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_state.Gate)
        {
            if (test(this)) return Task.CompletedTask;
            if (_completion.Task.IsCompleted) throw new InvalidOperationException("The session has ended.");
            _waiting.Add((() => test(this), done));
        }

        return done.Task.WaitAsync(cancellationToken);
    }

    internal async Task RunAsync(WebSocket socket, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task sending = _state.Outbox.RunAsync(over.Token);
        lock (_state.Gate) Begin();
        RealtimeSessionEnd end = await ReceiveAsync(socket, over.Token);
        await over.CancelAsync();
        await _state.Timers.DisposeAsync();
        await sending;
        End(end);
    }

    private void Begin()
    {
        _state.Audio.Configure(_state.Settings.InputFormat, _state.Settings.Turns?.Vad);
        _state.Tell(new SessionOpened(Number, _state.Now, Model));
        _faults.Opening();
        _state.Out.Send("session.created", new JsonObject { ["session"] = _state.Settings.ToJson() });
        _state.Timers.After(_state.Options.SessionLifetime, _faults.Expire);
        _faults.Begin();
    }

    private async Task<RealtimeSessionEnd> ReceiveAsync(WebSocket socket, CancellationToken cancellationToken)
    {
        var inbox = new Inbox(socket);
        try
        {
            while (await inbox.ReceiveAsync(cancellationToken) is { } received)
            {
                lock (_state.Gate) Hear(received.Type, received.Message.Span);
                if (_faults.IsDeaf) await Task.Delay(Timeout.InfiniteTimeSpan, _state.Options.Time, cancellationToken);
            }

            lock (_state.Gate) _faults.Goodbye();
            if (_faults.IsDeaf) await Task.Delay(Timeout.InfiniteTimeSpan, _state.Options.Time, cancellationToken);
            bool byClient = socket.State == WebSocketState.CloseReceived;
            WebSocketCloseStatus answer =
                socket.CloseStatus is null ? WebSocketCloseStatus.MessageTooBig : WebSocketCloseStatus.NormalClosure;
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync(answer, "", cancellationToken);
            return new RealtimeSessionEnd(byClient, (int?)socket.CloseStatus, socket.CloseStatusDescription);
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException or IOException)
        {
            return new RealtimeSessionEnd(false, null, null);
        }
    }

    private void Hear(WebSocketMessageType type, ReadOnlySpan<byte> message)
    {
        if (_received.Count < _state.Options.KeptEvents) _received.Add(Encoding.UTF8.GetString(message));
        _events.Handle(type == WebSocketMessageType.Text ? message : default);
        Look();
    }

    // Under the lock: wakes those whose wish has come true.
    private void Look()
    {
        for (int i = _waiting.Count - 1; i >= 0; i--)
        {
            if (!_waiting[i].Test()) continue;
            _waiting[i].Done.TrySetResult();
            _waiting.RemoveAt(i);
        }
    }

    private void End(RealtimeSessionEnd end)
    {
        lock (_state.Gate)
        {
            _state.Tell(new SessionClosed(Number, _state.Now, end));
            _completion.TrySetResult(end);
            Look();
            foreach ((_, TaskCompletionSource done) in _waiting)
                done.TrySetException(new InvalidOperationException("The session has ended."));
            _waiting.Clear();
        }
    }

    private T Read<T>(Func<T> read)
    {
        lock (_state.Gate) return read();
    }
}
