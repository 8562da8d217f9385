using AgenticAi.Calls.Brain;
using AgenticAi.Calls.Lifecycle;
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
    private readonly TaskCompletionSource _hurry = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _over = new();
    private readonly ILogger _logger;
    private ConversationBrain? _brain;
    private Task _recalling = Task.CompletedTask;

    public CallWork(CallRequest request, CallServices services, ILogger logger)
    {
        _request = request;
        _services = services;
        _logger = logger;
        _intents = new IntentDesk(services.Analyzer, Options.AnalysisLimit, Tell, services.Time, logger);
        _jobs = new JobDesk(services.Agent, Options, TaskOf, Tell, services.Time, services.Metrics, logger);
        Effects = new CallEffects(_intents, _jobs);
        _jobs.OnWork = Effects.OnWork;
    }

    /// <summary>What the brain has done by it.</summary>
    public CallEffects Effects { get; }

    private WorkOptions Options => _services.Options.Work;

    /// <summary>Whose work it is. Before anything is performed.</summary>
    public void Serve(ConversationBrain brain) => _brain = brain;

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
            Tell(new RecallEarlier(await EarlierCalls.RecallAsync(
                _services.Journal, _request.CallSid, _request.From, Options.EarlierCalls, either.Token)));
        }
        catch (Exception error) when (error is JournalUnavailableException or UnknownEventException or OperationCanceledException)
        {
            _logger.NotRecalled(error.Message);
        }
    }

    /// <summary>What is still done may not go on any longer.</summary>
    public void Hurry() => _hurry.TrySetResult();

    /// <summary>
    /// The call is over and the brain knows it: waits until everything that was asked for has its outcome, stops what takes longer than it
    /// may. Never throws.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        Task settled = _brain!.WhenAsync(static state => state.Ended is not null && !state.Work.IsBusy);
        if (Options.IsOn)
        {
            using var patience = new CancellationTokenSource();
            Task longest = Task.Delay(Options.AnalysisLimit + Options.AgentLimit, _services.Time, patience.Token);
            await Task.WhenAny(settled, _hurry.Task, _brain.Completion, longest);
            await patience.CancelAsync();
        }

        await _over.CancelAsync();
        await _recalling;
        _over.Dispose();
        await _intents.DisposeAsync();
        await _jobs.DisposeAsync();
    }

    private void Tell(ConversationCommand command) => _brain!.TryTell(command);

    private AgentTask TaskOf(RunCommand command) => new(
        $"{_request.CallSid}.{command.CommandId}",
        _request.CallSid,
        _services.AgentSession(_request.From, _request.CallSid),
        _request.From,
        command.Job.Text,
        command.Job.Entities,
        command.Memory);
}
