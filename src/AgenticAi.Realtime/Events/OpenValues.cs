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

/// <summary>Known values of <see cref="ResponseDone.Status"/>.</summary>
public static class ResponseStatuses
{
    public const string Completed = "completed";
    public const string Cancelled = "cancelled";
    public const string Failed = "failed";
    public const string Incomplete = "incomplete";
}
