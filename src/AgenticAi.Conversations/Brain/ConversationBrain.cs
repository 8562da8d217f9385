using Microsoft.Extensions.Logging;

namespace AgenticAi.Conversations;

/// <summary>
/// Runs the rules of one conversation: takes commands from a bounded mailbox, decides, stores the events, and only then shows the
/// new state and performs the effects. It begins by reading the journal, so a conversation that exists is continued, and effects
/// that were asked for and never answered are performed again.
/// </summary>
public sealed class ConversationBrain : IAsyncDisposable
{
    private readonly string _conversationId;
    private readonly ConversationOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly BrainCounters _counters = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Mailbox _mailbox;
    private readonly ConversationHistory _history;
    private readonly BrainLoop _loop;

    /// <summary>Makes the brain of a conversation and starts it.</summary>
    public ConversationBrain(
        string conversationId,
        IConversationJournal journal,
        IConversationEffects effects,
        ConversationOptions options,
        TimeProvider time,
        ILogger logger)
    {
        _conversationId = conversationId;
        _options = options;
        _time = time;
        _logger = logger;
        _mailbox = new Mailbox(options.MailboxCapacity);
        _history = new ConversationHistory(conversationId, journal, options, time, logger);
        _loop = new BrainLoop(conversationId, _mailbox, _history, effects, _counters, options.MaxBatch, time, logger);
        Completion = Task.Run(() => _loop.RunAsync(_stop.Token));
    }

    /// <summary>
    /// What is stored of the conversation, as of the last append. May be read from any thread. Should the journal lose what it
    /// acknowledged, what was known stays here, and the events go on after those the journal has left.
    /// </summary>
    public ConversationState State => _loop.State;

    /// <summary>
    /// The state the brain found in the journal and begins with; waits as long as the journal is away. Whoever brings a call back
    /// looks here whether its conversation is known and has not ended. Fails as <see cref="Completion"/> does.
    /// </summary>
    public Task<ConversationState> Recovered => _loop.Recovered;

    /// <summary>Completes when what is stored is as wanted: at once when it is now. Waits for ever when it never is.</summary>
    public Task WhenAsync(Func<ConversationState, bool> isWanted) => _loop.Watch.WhenAsync(_loop.State, isWanted);

    /// <summary>
    /// Ends when the brain has stopped. Fails when its journal cannot be understood (<see cref="UnknownEventException"/>, or
    /// <see cref="ArgumentException"/> for a gap) or stayed away until the patience of <see cref="CompleteAsync"/> was over
    /// (<see cref="JournalUnavailableException"/>). That is logged once and shown in <see cref="Health"/>; from then on commands are
    /// refused at once, and the call goes on without its brain.
    /// </summary>
    public Task Completion { get; }

    /// <summary>How the brain is doing.</summary>
    public BrainHealth Health => _counters.Health(_mailbox.Waiting, _history);

    /// <summary>
    /// Hands over a command; never waits. False, and counted, when the mailbox is full, the brain completes, or it had to stop.
    /// The first <see cref="EndConversation"/> finds a place even in a full mailbox.
    /// </summary>
    public bool TryTell(ConversationCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (_mailbox.TryAdd(command, _time.GetUtcNow())) return true;
        _counters.Refused();
        if (_mailbox.BeginsToRefuse())
            BrainLog.MailboxFull(_logger, _conversationId, _options.MailboxCapacity, command.GetType().Name);
        return false;
    }

    /// <summary>Takes no more commands, works off those in the mailbox, and stops. Ends as <see cref="Completion"/> does.</summary>
    public async Task CompleteAsync()
    {
        _mailbox.Close();
        await using ITimer patience = _time.CreateTimer(
            static stop => ((CancellationTokenSource)stop!).Cancel(), _stop, _options.CompletionPatience, Timeout.InfiniteTimeSpan);
        await Completion;
    }

    /// <summary>As <see cref="CompleteAsync"/>, without an exception: why a brain failed has been logged.</summary>
    public async ValueTask DisposeAsync()
    {
        await CompleteAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }
}
