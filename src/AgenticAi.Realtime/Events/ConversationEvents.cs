namespace AgenticAi.Realtime.Events;

/// <summary>An item entered the conversation, perhaps still without its content.</summary>
public sealed record ConversationItemAdded(ConversationItem Item, string? PreviousItemId) : ServerEvent;

/// <summary>An item is complete.</summary>
public sealed record ConversationItemDone(ConversationItem Item, string? PreviousItemId) : ServerEvent;

/// <summary>An item was cut to what was heard; its transcript is gone from the model's memory.</summary>
/// <param name="ItemId">The assistant item.</param>
/// <param name="ContentIndex">Which part of it.</param>
/// <param name="AudioEndMs">Its new length, in milliseconds.</param>
public sealed record ConversationItemTruncated(string ItemId, int ContentIndex, int AudioEndMs) : ServerEvent;

/// <summary>An item was deleted on request.</summary>
public sealed record ConversationItemDeleted(string ItemId) : ServerEvent;

/// <summary>An item as the server has it, on request.</summary>
public sealed record ConversationItemRetrieved(ConversationItem Item) : ServerEvent;
