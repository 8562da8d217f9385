using AgenticAi.Conversations;
using AgenticAi.Simulation.Scenarios;
using AgenticAi.Simulation.Speech;
using AgenticAi.Simulation.Twilio;
using AgenticAi.Testing;

namespace AgenticAi.Tests.Calls;

/// <summary>A caller whose first question was answered, and who can be told to ask another.</summary>
internal sealed class CallerOnTheLine : IAsyncDisposable
{
    private TaskCompletionSource _answered = NewAnswer();
    private int _pausesLeft;

    public PhoneCall Call { get; private set; } = null!;

    /// <summary>Phones a server that greets, asks, and waits until the answer was heard and written down.</summary>
    public static async Task<CallerOnTheLine> DialAsync(SimulatedTwilio phone, SayAction question, Exchange exchange)
    {
        CallerOnTheLine caller = await DialAsync(phone, question);
        await exchange.WhenJournalAsync(caller.Call.CallSid, IsAnswer(2));
        return caller;
    }

    /// <summary>The same, but for what was written down.</summary>
    public static async Task<CallerOnTheLine> DialAsync(SimulatedTwilio phone, SayAction question)
    {
        var caller = new CallerOnTheLine { _pausesLeft = 2 };
        CallPlan plan = CallerPlans.Listening() with
        {
            Steps = [new CallerStep(new AgentSilentCue(TimeSpan.FromMilliseconds(600)), question)],
            OnEvent = caller.Notice,
        };
        caller.Call = await phone.DialAsync(plan, TestContext.Current.CancellationToken);
        await caller._answered.Task.Within();
        return caller;
    }

    /// <summary>Asks, and waits until the answer was heard.</summary>
    public async Task AskAsync(SpeechClip question, string text)
    {
        _answered = NewAnswer();
        Volatile.Write(ref _pausesLeft, 1);
        Call.Say(question, text);
        await _answered.Task.Within();
    }

    public ValueTask DisposeAsync() => Call.DisposeAsync();

    private static Func<ConversationEvent, bool> IsAnswer(int number)
    {
        var heard = new HashSet<string>();
        return happened => happened is AssistantSaid said && heard.Add(said.ItemId) && heard.Count == number;
    }

    private static TaskCompletionSource NewAnswer() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Notice(PhoneEvent told)
    {
        if (told is AgentStopped && Interlocked.Decrement(ref _pausesLeft) == 0) _answered.TrySetResult();
    }
}
