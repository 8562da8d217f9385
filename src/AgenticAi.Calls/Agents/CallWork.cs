using AgenticAi.Calls.Telemetry;
using AgenticAi.Conversations;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Calls.Agents;

/// <summary>What one call has understood and done beside the conversation, from its start until the last outcome is recorded.</summary>
internal sealed class CallWork : IAsyncDisposable
{
    /// <summary>After that the caller has said what there is to say without it.</summary>
    private static readonly TimeSpan RecallLimit = TimeSpan.FromSeconds(5);

    private readonly CallRequest _request;
    private readonly CallServices _services;
    private readonly IntentDesk _intents;
    private readonly JobDesk _jobs;
    private readonly CancellationTokenSource _over = new();
    private readonly ILogger _logger;
    private readonly Action<ConversationCommand> _tell;
    private Task _recalling = Task.CompletedTask;

    /// <param name="request">The call.</param>
    /// <param name="services">What calls share.</param>
    /// <param name="tell">Tells the brain.</param>
    /// <param name="onWork">Told when the first task begins, and when none runs any more.</param>
    /// <param name="logger">Names the call.</param>
    public CallWork(
        CallRequest request, CallServices services, Action<ConversationCommand> tell, Action<bool> onWork, ILogger logger)
    {
        _tell = tell;
        _request = request;
        _services = services;
        _logger = logger;
        _intents = new IntentDesk(services.Analyzer, Options.AnalysisLimit, tell, services.Time, logger);
        _jobs = new JobDesk(services.Agent, Options, TaskOf, tell, onWork, services.Time, services.Metrics, logger);
    }

    private WorkOptions Options => _services.Options.Work;

    /// <summary>Has an utterance understood; the outcome is told later.</summary>
    public void Analyze(AnalyzeIntent question) => _intents.Ask(question);

    /// <summary>Has a task done; the outcome is told later.</summary>
    public void Run(RunCommand command) => _jobs.Run(command);

    /// <summary>Stops the agent if it is at this task.</summary>
    public void Stop(string commandId) => _jobs.Stop(commandId);

    /// <summary>The conversation has begun: what this caller asked for before is looked up, and nobody waits for it.</summary>
    public void Begin()
    {
        if (Options is { IsOn: true, EarlierCalls: > 0 }) _recalling = RecallAsync();
    }

    private async Task RecallAsync()
    {
        using var limit = new CancellationTokenSource(RecallLimit, _services.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _over.Token);
        try
        {
            _tell(new RecallEarlier(await EarlierCalls.RecallAsync(
                _services.Archive, _request.CallSid, _request.From, Options.EarlierCalls, either.Token)));
        }
        catch (Exception error) when (error is JournalUnavailableException or UnknownEventException or OperationCanceledException)
        {
            _logger.NotRecalled(error.Message);
        }
    }

    /// <summary>
    /// The call is over and the brain knows it: waits until everything that was asked for has its outcome, but no longer than it may take.
    /// </summary>
    /// <param name="brain">Knows what is under way.</param>
    /// <param name="hurry">Completes when it may not go on any longer.</param>
    public async Task WhenSettledAsync(IConversationBrain brain, Task hurry)
    {
        if (!Options.IsOn) return;
        Task settled = brain.WhenAsync(static state => state.Ended is not null && !state.Work.IsBusy);
        using var patience = new CancellationTokenSource();
        Task longest = Task.Delay(Options.AnalysisLimit + Options.AgentLimit, _services.Time, patience.Token); // nothing takes longer
        await Task.WhenAny(settled, hurry, brain.Completion, longest);
        await patience.CancelAsync();
    }

    /// <summary>Stops what is still under way. Never throws.</summary>
    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _recalling;
        _over.Dispose();
        await _intents.DisposeAsync();
        await _jobs.DisposeAsync();
    }

    private AgentTask TaskOf(RunCommand command) => new(
        $"{_request.CallSid}.{command.CommandId}",
        _request.CallSid,
        _services.AgentSession(_request.From, _request.CallSid),
        _request.From,
        command.Job.Text,
        command.Job.Entities,
        command.Memory);
}
