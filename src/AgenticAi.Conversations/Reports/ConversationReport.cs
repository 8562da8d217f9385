using System.Text.Encodings.Web;
using System.Text.Json;

namespace AgenticAi.Conversations;

/// <summary>A conversation as it happened, worked out from its events alone: for people as text, for machines as JSON.</summary>
public sealed record ConversationReport
{
    private static readonly ConversationReportJson Json = new(new JsonSerializerOptions(ConversationReportJson.Default.Options)
    {
        // For terminals and HTTP clients, not for HTML: words stay readable in every language.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>The conversation.</summary>
    public required string ConversationId { get; init; }

    /// <summary>The call of the telephone side.</summary>
    public string? CallSid { get; init; }

    /// <summary>The media stream of the call.</summary>
    public string? StreamSid { get; init; }

    /// <summary>Who phoned whom.</summary>
    public CallDirection? Direction { get; init; }

    /// <summary>The number that phoned.</summary>
    public string? From { get; init; }

    /// <summary>The number that was phoned.</summary>
    public string? To { get; init; }

    /// <summary>The settings the voice was run with.</summary>
    public ConversationSettings? Settings { get; init; }

    /// <summary>When the first event happened; every <see cref="ReportEntry.AtMs"/> counts from here.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Where the conversation is in its life.</summary>
    public required ConversationStatus Status { get; init; }

    /// <summary>Milliseconds from the first event to the end; null while there is no end.</summary>
    public long? DurationMs { get; init; }

    /// <summary>Why it ended.</summary>
    public EndReason? EndReason { get; init; }

    /// <summary>More about the end.</summary>
    public string? EndDetail { get; init; }

    /// <summary>What was said and what happened, in order.</summary>
    public required IReadOnlyList<ReportEntry> Entries { get; init; }

    /// <summary>Tokens of all responses.</summary>
    public required TokenUsage Usage { get; init; }

    /// <summary>How many responses <see cref="Usage"/> counts.</summary>
    public required int Responses { get; init; }

    /// <summary>What it cost; null when nothing of it was priced.</summary>
    public ConversationCost? Cost { get; init; }

    /// <summary>The day on which the prices of <see cref="Cost"/> were true.</summary>
    public DateOnly? PricesAsOf { get; init; }

    /// <summary>The report of a conversation.</summary>
    /// <param name="events">All its events from the first on, at least one.</param>
    public static ConversationReport Of(IReadOnlyList<JournaledEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        if (events.Count == 0) throw new ArgumentException("A conversation has at least one event.", nameof(events));
        ConversationState state = ConversationRules.Apply(ConversationState.New(events[0].ConversationId), events);
        DateTimeOffset start = events[0].At;
        return new ConversationReport
        {
            ConversationId = state.ConversationId,
            CallSid = state.Started?.CallSid,
            StreamSid = state.Started?.StreamSid,
            Direction = state.Started?.Direction,
            From = state.Started?.From,
            To = state.Started?.To,
            Settings = state.Started?.Settings,
            StartedAt = start,
            Status = state.Status,
            DurationMs = state.EndedAt is { } end ? (long)(end - start).TotalMilliseconds : null,
            EndReason = state.Ended?.Reason,
            EndDetail = state.Ended?.Detail,
            Entries = ReportTimeline.Of(state, events),
            Usage = state.Usage,
            Responses = state.ReportedResponses.Count,
            Cost = state.Cost == ConversationCost.None ? null : state.Cost,
            PricesAsOf = state.Policy.Budget.PricesAsOf,
        };
    }

    /// <summary>The report for people: one line for each thing that happened, with the time since the start.</summary>
    public string ToText() => ReportText.Of(this);

    /// <summary>The report for machines, as indented JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json.ConversationReport);
}
