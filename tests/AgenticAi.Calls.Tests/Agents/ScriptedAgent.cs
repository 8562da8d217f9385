using AgenticAi.Conversations;

namespace AgenticAi.Calls.Tests.Agents;

/// <summary>An agent that is at a task until a test says how it ends.</summary>
internal sealed class ScriptedAgent : IAgentGateway
{
    private readonly TaskCompletionSource<AgentAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Name => "scripted";

    public AgentTask? Task { get; private set; }

    public TaskCompletionSource Began { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Stopped { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Goes on whatever it is told.</summary>
    public bool IsDeaf { get; init; }

    public void Answer(string text) => _answer.SetResult(new AgentAnswer(text));

    public void Fail(Exception error) => _answer.SetException(error);

    public async Task<AgentAnswer> RunAsync(AgentTask task, CancellationToken cancellationToken)
    {
        Task = task;
        Began.TrySetResult();
        try
        {
            return await _answer.Task.WaitAsync(IsDeaf ? CancellationToken.None : cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Stopped.SetResult();
            throw;
        }
    }
}
