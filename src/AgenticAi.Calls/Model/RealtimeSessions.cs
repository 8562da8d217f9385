using AgenticAi.Calls.Audio;
using AgenticAi.Calls.Brain;
using AgenticAi.Calls.Supervision;
using AgenticAi.Calls.Telemetry;
using AgenticAi.Calls.Turns;
using AgenticAi.Realtime.Connections;

namespace AgenticAi.Calls.Model;

/// <summary>
/// The sessions of one run with the model, one after the other, numbered by generation. One that is lost is followed by another that
/// remembers the call; until that is there, whoever writes waits. One that becomes old gives way to another before it is lost. They end
/// when no session can be had any more.
/// </summary>
public sealed class RealtimeSessions : IDisposable
{
    private readonly OpenSession _open;
    private readonly ModelLink _link = new();
    private readonly SessionIds _ids = new();
    private readonly UnconfirmedAudio _unconfirmed;
    private readonly ModelSupervisor _supervisor;
    private readonly IBrain _brain;
    private readonly CallOptions _options;
    private readonly AudioBuffers _buffers;
    private readonly AudioAppender _appender;
    private readonly CommandSender _sender;
    private readonly CallTelemetry _telemetry;
    private readonly LastWords _lastWords;
    private readonly TimeProvider _time;
    private ITurnInputs? _into;
    private ModelEvents? _heard;
    private int _generation;
    private string _sessionId = "";
    private long? _lostAt;
    private volatile RealtimeConnection? _connection;
    private Task _goodbye = Task.CompletedTask;

    public RealtimeSessions(
        OpenSession open, CallOptions options, IBrain brain, AudioBuffers buffers, CallTelemetry telemetry, LastWords lastWords,
        TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        _open = open;
        _options = options;
        _brain = brain;
        _telemetry = telemetry;
        _lastWords = lastWords;
        _time = time;
        _unconfirmed = new UnconfirmedAudio(options.Session.Format);
        _supervisor = new ModelSupervisor(open, options.Supervision, time);
        _buffers = buffers;
        _appender = new AudioAppender(_link, _unconfirmed, telemetry, time);
        _sender = new CommandSender(_link, _ids, telemetry);
    }

    /// <summary>To be told by turn-taking when nobody speaks.</summary>
    public QuietMoments Quiet { get; } = new();

    /// <summary>Why the leg is gone for good; null while it is not, or when we ended it.</summary>
    public CallEnd? End { get; private set; }

    /// <summary>The number of the session of the moment; 0 before the first.</summary>
    public int Generation => Volatile.Read(ref _generation);

    /// <summary>Opens sessions and reads them until there is none any more or the token is cancelled.</summary>
    /// <param name="into">
    /// Takes model audio in the session's format, cut as the model sent it, everything else the model says, that it is ready, and that it
    /// is gone; in order.
    /// </param>
    /// <param name="cancellationToken">Ends the sessions without a goodbye.</param>
    public async Task RunAsync(ITurnInputs into, CancellationToken cancellationToken)
    {
        _into = into;
        _heard = new ModelEvents(into, _unconfirmed, _buffers, _lastWords, _ids, _telemetry, _time);
        try
        {
            SessionRun? next = await OpenAsync(cancellationToken);
            while (next is { } session) next = await CarryAsync(session, cancellationToken);
            End = _supervisor.End;
        }
        finally
        {
            await _goodbye;
        }
    }

    /// <summary>Appends caller audio in the session's format. The frame's buffer belongs to the sessions from here on.</summary>
    internal ValueTask AppendAsync(AudioFrame frame, CancellationToken cancellationToken) => _appender.AppendAsync(frame, cancellationToken);

    /// <summary>Sends a command to the session that it was meant for.</summary>
    internal ValueTask SendAsync(ModelCommand command, CancellationToken cancellationToken) => _sender.SendAsync(command, cancellationToken);

    /// <summary>
    /// Ends the session of the moment with a goodbye, and with it the leg. Takes no longer than closing may take, and never throws.
    /// </summary>
    public Task CloseAsync() => _connection?.CloseAsync() ?? Task.CompletedTask;

    /// <summary>To be called when the graph does not run any more.</summary>
    public void Dispose() => _unconfirmed.Dispose();

    /// <summary>One session from its first word to its last.</summary>
    /// <returns>The session that takes its place; null when there is none.</returns>
    private async Task<SessionRun?> CarryAsync(SessionRun session, CancellationToken cancellationToken)
    {
        await using var rotation = new Rotation(
            token => StandByAsync(token, cancellationToken), Quiet, _brain, _options, _telemetry, _time);
        long since = _time.GetTimestamp();
        LegVerdict? verdict;
        try
        {
            await ServeAsync(session, cancellationToken);
            verdict = await UntilOverAsync(session, rotation, cancellationToken);
            if (verdict is null && rotation.Take() is { } ready)
            {
                session.Leave();
                _goodbye = SayGoodbyeAsync(session, _goodbye);
                return ready;
            }
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }

        _link.Leave();
        await session.DisposeAsync();
        if (verdict is { Kind: LegVerdictKind.Benign }) return null;
        OnLost(session, verdict ?? LegVerdict.Retry("it was to give way, and the next was lost"), _time.GetElapsedTime(since));
        return _supervisor.End is null ? rotation.Take() ?? await OpenAsync(cancellationToken) : null;
    }

    /// <summary>Tells a session what was said before it, where anything was, and the graph that it is there.</summary>
    private async Task ServeAsync(SessionRun session, CancellationToken cancellationToken)
    {
        int generation = Generation + 1;
        Volatile.Write(ref _generation, generation);
        _connection = session.Connection;
        _lastWords.Reset();
        bool isSomethingSaid = generation > 1 || !_brain.State.Items.IsEmpty;
        if (isSomethingSaid && !await session.Memory.TryTellAsync(cancellationToken))
        {
            session.Cut(LegVerdict.Retry("lost while it was being restored"));
            return;
        }

        if (_lostAt is { } lostAt) _telemetry.ModelRestored(_time.GetElapsedTime(lostAt));
        _lostAt = null;
        RealtimeConnection connection = session.Connection;
        _ids.Begin(generation, [.. _brain.State.Items.Keys, .. _brain.State.ReportedResponses, .. _brain.State.ModelSessions]);
        _sessionId = _ids.Ours(connection.SessionId);
        Push(new ModelReady(_sessionId, connection.Model, generation, session.Memory.OwesAnswer, session.Memory.Heard));
        session.Serve(generation);
        _link.Join(new ModelSession(connection, session.Watch, generation));
    }

    /// <returns>Why the session is lost; null when it can be left, because another is ready and nobody speaks.</returns>
    private async Task<LegVerdict?> UntilOverAsync(SessionRun session, Rotation rotation, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<LegVerdict> running = session.RunAsync();
        Task<bool> rotating = rotation.BetweenTurnsAsync(session, stop.Token);
        try
        {
            if (await Task.WhenAny(running, rotating) == running) return await running;
            bool isBetweenTurns = await rotating;
            _telemetry.ModelRotated(session.Connection.Age, isBetweenTurns);
            if (isBetweenTurns) return null;
            session.Cut(LegVerdict.Retry("left before its longest duration"));
            return await running;
        }
        finally
        {
            await stop.CancelAsync();
            await ((Task)rotating).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void OnLost(SessionRun session, LegVerdict verdict, TimeSpan lived)
    {
        _lostAt = _time.GetTimestamp();
        _telemetry.ModelLost(verdict.Why, isEnd: verdict.Kind == LegVerdictKind.Fatal);
        Push(new ModelGone(_sessionId, verdict.Why));
        _supervisor.OnLost(verdict, lived);
    }

    private void Push(TurnInput input)
    {
        _into!.Offer(input);
        _into.Signal();
    }

    private async Task<SessionRun?> OpenAsync(CancellationToken cancellationToken) =>
        await _supervisor.OpenAsync(cancellationToken) is { } connection ? RunOf(connection, cancellationToken) : null;

    private async Task<SessionRun> StandByAsync(CancellationToken opening, CancellationToken cancellationToken)
    {
        SessionRun next = RunOf(await _open(opening), cancellationToken);
        _ = next.RunAsync();
        return next;
    }

    private SessionRun RunOf(RealtimeConnection connection, CancellationToken cancellationToken) =>
        new(connection, _heard!, _options, _brain, _telemetry, _time, cancellationToken);

    private static async Task SayGoodbyeAsync(SessionRun session, Task before)
    {
        await before;
        await session.CloseAsync();
    }
}
