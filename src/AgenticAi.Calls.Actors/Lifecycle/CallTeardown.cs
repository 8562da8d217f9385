using AgenticAi.Calls.Model;
using AgenticAi.Calls.Telemetry;
using AgenticAi.Conversations;

namespace AgenticAi.Calls.Actors.Lifecycle;

/// <summary>
/// Closes what a call has open: its legs, then its brain. Each is closed once, whoever asks first, and none of it throws.
/// </summary>
internal sealed class CallTeardown(CallParticipants participants, CallServices services, LiveCalls live)
{
    private readonly TaskCompletionSource _hurry = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task? _legs;
    private Task? _brain;

    /// <summary>The model's leg; null before there is one.</summary>
    public ModelLeg? Model { get; set; }

    /// <summary>The run of the graph; null before there is one.</summary>
    public CallRun? Run { get; set; }

    /// <summary>What the agents still do is not waited for any longer. Of no value: a handler's value says whether it understood.</summary>
    public void Hurry() => _hurry.TrySetResult();

    /// <summary>Closes both legs.</summary>
    public Task CloseLegs(CallEnd end) => _legs ??= CloseLegsAsync(end);

    /// <summary>Tells the brain how the call ended, and lets it finish.</summary>
    /// <param name="end">The reason of the end.</param>
    /// <param name="isLeftOpen">The conversation goes on elsewhere: then it has no end, and nothing of it is waited for.</param>
    public Task CloseBrain(CallEnd end, bool isLeftOpen)
    {
        if (_brain is not null) return _brain;
        if (isLeftOpen) Hurry();
        else TellEnd(end);
        return _brain = CloseBrainAsync();
    }

    /// <summary>Closes everything without the call's actor, which stopped, and waits for nobody who may come back.</summary>
    /// <param name="end">The reason of the end.</param>
    /// <param name="recalling">What of the call is under way besides.</param>
    /// <param name="isLeftOpen">The conversation goes on elsewhere.</param>
    public async Task AbandonAsync(CallEnd end, Task recalling, bool isLeftOpen)
    {
        try
        {
            Hurry();
            await recalling;
            participants.Call.Status = CallStatus.Ending;
            await CloseLegs(end);
            await CloseBrain(end, isLeftOpen);
        }
        finally
        {
            Complete(end);
        }
    }

    /// <summary>Nothing of the call is open any more.</summary>
    public void Complete(CallEnd end)
    {
        try
        {
            live.Remove(participants.Call);
            services.Metrics.CallEnded(end.Reason);
            participants.Logger.CallEnded(end.Reason.Name(), end.Detail);
        }
        finally
        {
            participants.Trace.Dispose();
            participants.Call.Complete(end);
        }
    }

    private async Task CloseLegsAsync(CallEnd end)
    {
        try
        {
            await using (Model)
            await using (Run)
            {
                if (Run is { } run) await run.TakeLeaveAsync(end);
            }
        }
        catch (Exception error)
        {
            participants.Logger.CallFailed(error);
        }
    }

    private void TellEnd(CallEnd end)
    {
        if (end.Reason is CallEndReason.ModelLost or CallEndReason.ModelRefused)
            participants.Brain.TryTell(new LoseModel(end.Detail ?? end.Reason.Name()));
        participants.Brain.TryTell(new EndConversation(end.Reason, end.Detail));
    }

    private async Task CloseBrainAsync()
    {
        try
        {
            await using (participants.Brain)
            await using (participants.Tasks)
                await participants.Tasks.WhenSettledAsync(participants.Brain, _hurry.Task);
        }
        catch (Exception error)
        {
            participants.Logger.CallFailed(error);
        }
    }
}
