using System.Collections.Immutable;

namespace AgenticAi.Conversations;

/// <summary>All that is known of a conversation: the sum of its events. Immutable, so that any thread may read a snapshot.</summary>
public sealed record ConversationState
{
    private ConversationState(string conversationId) => ConversationId = conversationId;

    /// <summary>The conversation this is the state of.</summary>
    public string ConversationId { get; }

    /// <summary>Sequence of the last event in it; 0 when there is none.</summary>
    public long Sequence { get; init; }

    /// <summary>How it was started; null until that is known.</summary>
    public ConversationStarted? Started { get; init; }

    /// <summary>When it was started.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>How it ended; null while it goes on.</summary>
    public ConversationEnded? Ended { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Ids of all media streams the caller has been on.</summary>
    public ImmutableHashSet<string> StreamSids { get; init; } = [];

    /// <summary>Every item heard of, by its id.</summary>
    public ImmutableDictionary<string, ConversationTurn> Items { get; init; } = ImmutableDictionary<string, ConversationTurn>.Empty;

    /// <summary>Texts asked to be spoken that have no outcome yet, by request id.</summary>
    public ImmutableDictionary<string, SpeechRequested> PendingSpeech { get; init; } = ImmutableDictionary<string, SpeechRequested>.Empty;

    /// <summary>Ids of requests that have their outcome.</summary>
    public ImmutableHashSet<string> SettledSpeech { get; init; } = [];

    /// <summary>The session that stands with the voice model; null when none does.</summary>
    public ModelConnected? Model { get; init; }

    /// <summary>Ids of all sessions there were.</summary>
    public ImmutableHashSet<string> ModelSessions { get; init; } = [];

    /// <summary>Tokens of all responses.</summary>
    public TokenUsage Usage { get; init; } = TokenUsage.None;

    /// <summary>Ids of the responses counted in <see cref="Usage"/>.</summary>
    public ImmutableHashSet<string> ReportedResponses { get; init; } = [];

    /// <summary>Ids of the items whose transcription was counted.</summary>
    public ImmutableHashSet<string> MeteredItems { get; init; } = [];

    /// <summary>What it may do; <see cref="ConversationPolicy.None"/> until it was told.</summary>
    public ConversationPolicy Policy { get; init; } = ConversationPolicy.None;

    /// <summary>What it has cost, as far as its policy has prices.</summary>
    public ConversationCost Cost { get; init; } = ConversationCost.None;

    /// <summary>Budgets whose soft limit was reached.</summary>
    public ImmutableHashSet<BudgetScope> WarnedBudgets { get; init; } = [];

    /// <summary>Budgets whose hard limit was reached.</summary>
    public ImmutableHashSet<BudgetScope> ExceededBudgets { get; init; } = [];

    /// <summary>Keys the caller pressed, in order.</summary>
    public string Digits { get; init; } = "";

    /// <summary>How many errors of the model were noted.</summary>
    public int Problems { get; init; }

    /// <summary>What the caller wants, and what is done about it.</summary>
    public WorkState Work { get; init; } = new();

    /// <summary>Where the conversation is in its life.</summary>
    public ConversationStatus Status =>
        Ended is not null ? ConversationStatus.Ended
        : Started is not null ? ConversationStatus.Active
        : ConversationStatus.NotStarted;

    /// <summary>
    /// The items of caller and assistant in the order of the conversation, open ones included; worked out at each call.
    /// </summary>
    public ImmutableArray<ConversationTurn> Turns =>
        [.. TurnOrder.Of(Items.Values).Where(turn => turn.Role is ItemRole.Caller or ItemRole.Assistant)];

    /// <summary>The state of a conversation of which nothing is known.</summary>
    public static ConversationState New(string conversationId)
    {
        ArgumentException.ThrowIfNullOrEmpty(conversationId);
        return new ConversationState(conversationId);
    }
}
