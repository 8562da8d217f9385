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

    /// <summary>What is stored of the conversation, as of the last append. May be read from any thread.</summary>
    public ConversationState State => _loop.State;

    /// <summary>
    /// Ends when the brain has stopped. Fails when its journal cannot be understood (<see cref="UnknownEventException"/>) or stayed
    /// away until the patience of <see cref="CompleteAsync"/> was over (<see cref="JournalUnavailableException"/>).
    /// </summary>
    public Task Completion { get; }

    /// <summary>How the brain is doing.</summary>
    public BrainHealth Health => _counters.Health(_mailbox.Waiting, _history);

    /// <summary>
    /// Hands over a command; never waits. False, and counted, when the mailbox is full or the brain completes. The first
    /// <see cref="EndConversation"/> finds a place even in a full mailbox.
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
