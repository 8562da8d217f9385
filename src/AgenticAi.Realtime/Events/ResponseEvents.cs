namespace AgenticAi.Realtime.Events;

/// <summary>The model begins to answer.</summary>
public sealed record ResponseCreated(string ResponseId) : ServerEvent
{
    /// <summary>Null for a response outside the conversation.</summary>
    public string? ConversationId { get; init; }

    /// <summary>What the request carried, to know the answer by.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
}

/// <summary>The model has finished, however it went. Comes once for each response.</summary>
/// <param name="ResponseId">The response.</param>
/// <param name="Status">See <see cref="ResponseStatuses"/>; open.</param>
/// <param name="StatusReason">Why it is cancelled or incomplete, for instance turn_detected or max_output_tokens; open.</param>
/// <param name="ErrorCode">Why it failed, when the server says.</param>
/// <param name="Usage">Tokens to be paid for; null when nothing was generated.</param>
/// <param name="Output">Its items; gpt-realtime-2 and later may make several.</param>
public sealed record ResponseDone(
    string ResponseId,
    string Status,
    string? StatusReason,
    string? ErrorCode,
    RealtimeUsage? Usage,
    IReadOnlyList<ConversationItem> Output) : ServerEvent
{
    /// <summary>The server's own words about why it failed; null when it says none.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>Null for a response outside the conversation.</summary>
    public string? ConversationId { get; init; }

    /// <summary>What the request carried, to know the answer by.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
}

/// <summary>A response begins an item.</summary>
public sealed record OutputItemAdded(string ResponseId, int OutputIndex, ConversationItem Item) : ServerEvent;

/// <summary>An item of a response is complete, or was interrupted.</summary>
public sealed record OutputItemDone(string ResponseId, int OutputIndex, ConversationItem Item) : ServerEvent;

/// <summary>All audio of this part was sent.</summary>
public sealed record OutputAudioDone(string ResponseId, string ItemId, int OutputIndex, int ContentIndex) : ServerEvent;

/// <summary>A piece of the transcript of what the model says. Runs ahead of the audio.</summary>
public sealed record OutputTranscriptDelta(string ResponseId, string ItemId, int ContentIndex, string Delta) : ServerEvent;

/// <summary>The transcript of all the model said in this part, heard or not.</summary>
public sealed record OutputTranscriptDone(string ResponseId, string ItemId, int ContentIndex, string Transcript) : ServerEvent;

/// <summary>The text of a part that is not spoken.</summary>
public sealed record OutputTextDone(string ResponseId, string ItemId, int ContentIndex, string Text) : ServerEvent;

/// <summary>The model calls a function.</summary>
/// <param name="ResponseId">The response.</param>
/// <param name="ItemId">The function call's item.</param>
/// <param name="CallId">Goes back with the output.</param>
/// <param name="Name">The function; empty when the server leaves it to the item (<see cref="OutputItemDone"/>).</param>
/// <param name="Arguments">JSON, as the model wrote it: not to be trusted.</param>
public sealed record FunctionCallArgumentsDone(
    string ResponseId, string ItemId, string CallId, string Name, string Arguments) : ServerEvent;
