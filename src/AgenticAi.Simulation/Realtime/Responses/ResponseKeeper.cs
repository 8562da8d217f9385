using System.Text.Json.Nodes;
using AgenticAi.Simulation.Realtime.Hearing;
using AgenticAi.Simulation.Realtime.Rules;
using AgenticAi.Simulation.Realtime.Sessions;
using AgenticAi.Simulation.Scenarios;

namespace AgenticAi.Simulation.Realtime.Responses;

/// <summary>The responses of a session: at most one is on its way.</summary>
internal sealed class ResponseKeeper
{
    private readonly SessionState _session;
    private readonly FaultInjector _faults;
    private readonly ResponseContext _context;
    private readonly List<ResponseRun> _runs = [];
    private bool _owed;

    public ResponseKeeper(SessionState session, FaultInjector faults)
    {
        (_session, _faults) = (session, faults);
        _context = new ResponseContext(
            session.Out,
            session.Conversation,
            session.Settings,
            session.NewItemId,
            new DeltaSizes(session.Options.DeltaBytes),
            new UsageMeter(session.Options.Ids.Realtime("conv")));
        faults.FailResponse = Fail;
    }

    /// <summary>Told when a response has been completed, with the time until its audio has been played.</summary>
    public Action<TimeSpan> Completed { get; set; } = _ => { };

    public ResponseRun? Active => _runs is [.., { IsActive: true } last] ? last : null;

    /// <summary>The agent has been heard.</summary>
    public bool HasSpoken => _runs.Any(run => run.AudioSent > TimeSpan.Zero);

    public IReadOnlyList<RealtimeResponse> Records =>
        [.. _runs.Select(run => new RealtimeResponse(run.Id, run.Status, run.Text, run.AudioSent))];

    /// <summary>
    /// The caller's turn is over: an answer begins, unless another response is on its way
    /// (see <see cref="SimulatedRealtimeOptions.AnswersLater"/>).
    /// </summary>
    public void Answer()
    {
        if (Active is null) Start(null);
        else _owed = _session.Options.AnswersLater || _session.Settings.Turns is { InterruptResponse: true };
    }

    /// <summary>The client asks for a response.</summary>
    public RuleError? Create(JsonNode? parameters)
    {
        if (Active is { } active)
        {
            return new RuleError(
                "conversation_already_has_active_response",
                $"Conversation already has an active response in progress: {active.Id}. "
                + "Wait until the response is finished before creating a new one.");
        }

        Start(parameters);
        return null;
    }

    /// <summary>The client cancels the response on its way.</summary>
    public RuleError? Cancel(string? responseId)
    {
        if (Active is not { } active || (responseId is not null && responseId != active.Id))
            return new RuleError("response_cancel_not_active", "Cancellation failed: no active response found");
        Stop(active, "client_cancelled");
        return null;
    }

    /// <summary>The caller begins to speak.</summary>
    public void Interrupt()
    {
        _owed = false;
        if (Active is { } active) Stop(active, "turn_detected");
    }

    private void Start(JsonNode? parameters)
    {
        _owed = false;
        SimulatedRealtimeOptions options = _session.Options;
        var request = new ReplyRequest(
            _session.Number,
            _runs.Count,
            _session.Agent.Utterance,
            (string?)parameters?["instructions"],
            [.. _session.Conversation.Items.Select(item => item.ToRecord())]);
        AgentReply reply = Offered(options.Replies?.Invoke(request) ?? _session.Agent.Answer(request));
        AudioFormat? format = _session.Settings.Speaks ? _session.Settings.OutputFormat : null;
        RenderedPart[] parts = [.. reply.Parts.Select(part => RenderedPart.From(part, format, options.Speech))];
        var run = new ResponseRun(options.Ids.Realtime("resp"), _runs.Count + 1, parts, _context, parameters?["metadata"])
        {
            BeganAt = _session.Now,
        };
        _runs.Add(run);
        _session.Tell(new ResponseBegan(_session.Number, _session.Now, run.Id));
        run.Begin();
        _faults.ResponseBegan(run.Number);
        _session.Timers.Run(cancellationToken => PumpAsync(run, cancellationToken));
    }

    private async Task PumpAsync(ResponseRun run, CancellationToken cancellationToken)
    {
        SimulatedRealtimeOptions options = _session.Options;
        await Task.Delay(options.Latency, options.Time, cancellationToken);
        long began = options.Time.GetTimestamp();
        while (Step(run) is { } sent)
        {
            TimeSpan wait = sent / options.Speed - options.Time.GetElapsedTime(began);
            if (wait > TimeSpan.Zero) await Task.Delay(wait, options.Time, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    // Audio sent so far; null when the response is over.
    private TimeSpan? Step(ResponseRun run)
    {
        lock (_session.Gate)
        {
            if (!run.IsActive) return null;
            bool more = run.Step();
            _faults.ResponseWent(run.Number, run.AudioSent);
            if (!more) Over(run);
            if (!more) Completed(run.AudioSent - (_session.Now - run.BeganAt));
            if (!more && _owed) Start(null);
            _session.Changed();
            return more ? run.AudioSent : null;
        }
    }

    private void Fail(RuleError error)
    {
        if (Active is not { } active) return;
        active.Fail(error);
        Over(active);
    }

    private void Stop(ResponseRun run, string reason)
    {
        run.Cancel(reason);
        Over(run);
    }

    private void Over(ResponseRun run) =>
        _session.Tell(new ResponseEnded(_session.Number, _session.Now, run.Id, run.Status, run.Text));

    /// <summary>A model that has functions calls no other: what would follow the function's output is said instead.</summary>
    private AgentReply Offered(AgentReply reply)
    {
        string tools = _session.Settings.Tools;
        bool isOffered = reply.Parts.OfType<FunctionCallPart>()
            .All(call => tools.Contains($"\"name\":\"{call.Name}\"", StringComparison.Ordinal));
        return tools.Length == 0 || isOffered ? reply : reply.Then ?? reply;
    }
}
