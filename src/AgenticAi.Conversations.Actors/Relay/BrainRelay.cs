using Akka.Actor;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Conversations.Actors;

/// <summary>
/// A call's way to the brain of its conversation, wherever that is: keeps commands until they are stored, shows the last known state, and
/// performs what the conversation asks for. The call never waits for it. It begins by asking what the journal has, so a conversation that
/// exists is continued, and effects that were asked for and never answered are performed again.
/// </summary>
public sealed class BrainRelay : IConversationBrain, IAsyncDisposable
{
    private readonly RelayShared _shared;
    private readonly TimeProvider _time;

    internal BrainRelay(RelayShared shared, TimeProvider time) => (_shared, _time) = (shared, time);

    /// <inheritdoc/>
    public ConversationState State => _shared.State;

    /// <inheritdoc/>
    public Task<ConversationState> Recovered => _shared.Recovered.Task;

    /// <inheritdoc/>
    public Task Completion => _shared.Completion.Task;

    /// <summary>How the brain is doing.</summary>
    public BrainHealth Health => _shared.Counters.Health(_shared.Mailbox.Waiting);

    /// <summary>The actor behind it.</summary>
    internal IActorRef Actor { get; set; } = ActorRefs.Nobody;

    /// <inheritdoc/>
    public Task WhenAsync(Func<ConversationState, bool> isWanted) => _shared.Watch.WhenAsync(_shared.State, isWanted);

    /// <inheritdoc/>
    public bool TryTell(ConversationCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (_shared.Mailbox.TryTake(command, out bool beginsToRefuse))
        {
            Actor.Tell(new RelayActor.Told(new TimedCommand(command, _time.GetUtcNow())));
            return true;
        }

        _shared.Counters.Refused();
        if (beginsToRefuse)
            RelayLog.Full(_shared.Logger, _shared.ConversationId, _shared.Options.Capacity, command.GetType().Name);
        return false;
    }

    /// <summary>
    /// Takes no more commands, has those stored that wait, and ends: as <see cref="Completion"/> does, after
    /// <see cref="RelayOptions.CompletionPatience"/> at the latest.
    /// </summary>
    public Task CompleteAsync()
    {
        if (_shared.Mailbox.Close()) Actor.Tell(RelayActor.Complete.Instance);
        return Completion;
    }

    /// <summary>As <see cref="CompleteAsync"/>, without an exception: why a brain was given up has been logged.</summary>
    public async ValueTask DisposeAsync() => await CompleteAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}

/// <summary>What a relay and its actor share. The actor alone writes the state.</summary>
internal sealed class RelayShared(string conversationId, IConversationEffects effects, RelayOptions options, ILogger logger)
{
    private ConversationState _state = ConversationState.New(conversationId);

    public string ConversationId => conversationId;

    public IConversationEffects Effects => effects;

    public RelayOptions Options => options;

    public ILogger Logger => logger;

    public ConversationState State
    {
        get => Volatile.Read(ref _state);
        set
        {
            Volatile.Write(ref _state, value);
            Watch.OnState(value);
        }
    }

    public StateWatch Watch { get; } = new();

    public BrainCounters Counters { get; } = new();

    public RelayMailbox Mailbox { get; } = new(options.Capacity);

    public TaskCompletionSource<ConversationState> Recovered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
