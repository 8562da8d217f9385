namespace AgenticAi.Conversations;

/// <summary>What the transcription of an item used. Taken once for an item.</summary>
public sealed record ReportTranscriptUsage(string ItemId, TranscriptUsage Usage) : ConversationCommand;

/// <summary>
/// What other calls have spent on a day. Taken when that reaches a limit of the day which was not reached before; otherwise it changes
/// nothing.
/// </summary>
public sealed record ReportDaySpending(DaySpending Others) : ConversationCommand;
