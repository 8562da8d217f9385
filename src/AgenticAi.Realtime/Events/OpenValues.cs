namespace AgenticAi.Realtime.Events;

/// <summary>Known values of <see cref="ConversationItem.Type"/>.</summary>
public static class ItemTypes
{
    public const string Message = "message";
    public const string FunctionCall = "function_call";
    public const string FunctionCallOutput = "function_call_output";
}

/// <summary>Known values of <see cref="ConversationItem.Role"/>.</summary>
public static class ItemRoles
{
    public const string User = "user";
    public const string Assistant = "assistant";
    public const string System = "system";
}

/// <summary>Known values of <see cref="ConversationItem.Status"/>.</summary>
public static class ItemStatuses
{
    public const string InProgress = "in_progress";
    public const string Completed = "completed";
    public const string Incomplete = "incomplete";
}

/// <summary>Known values of <see cref="ResponseDone.Status"/>.</summary>
public static class ResponseStatuses
{
    public const string Completed = "completed";
    public const string Cancelled = "cancelled";
    public const string Failed = "failed";
    public const string Incomplete = "incomplete";
}

/// <summary>Known values of <see cref="ResponseDone.StatusReason"/>.</summary>
public static class ResponseReasons
{
    /// <summary>Cancelled, for the caller began to speak.</summary>
    public const string TurnDetected = "turn_detected";

    /// <summary>Cancelled by <see cref="ResponseCancel"/>.</summary>
    public const string ClientCancelled = "client_cancelled";

    /// <summary>Incomplete, for it reached its longest length.</summary>
    public const string MaxOutputTokens = "max_output_tokens";

    /// <summary>Incomplete, for the safety filter stopped it.</summary>
    public const string ContentFilter = "content_filter";
}
