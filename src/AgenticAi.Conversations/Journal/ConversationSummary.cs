namespace AgenticAi.Conversations;

/// <summary>A conversation in one line.</summary>
/// <param name="ConversationId">Its id.</param>
/// <param name="FirstEventAt">When its first event happened.</param>
/// <param name="Events">How many events it has.</param>
/// <param name="Started">How it started, if that is known.</param>
/// <param name="Ended">How it ended; null while it goes on, or when the process was stopped in mid-call.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Cost">What it has cost so far; null when nothing of its cost is known.</param>
public sealed record ConversationSummary(
    string ConversationId,
    DateTimeOffset FirstEventAt,
    long Events,
    ConversationStarted? Started,
    ConversationEnded? Ended,
    DateTimeOffset? EndedAt,
    Money? Cost = null);

/// <summary>An amount in a currency.</summary>
/// <param name="Amount">The amount.</param>
/// <param name="Currency">The currency, as its three letters.</param>
public readonly record struct Money(decimal Amount, string Currency);
