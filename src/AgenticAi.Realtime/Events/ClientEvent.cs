using AgenticAi.Realtime.Sessions;

namespace AgenticAi.Realtime.Events;

/// <summary>
/// What the client asks of the server, but for the audio itself (<see cref="ClientEventWriter.WriteAppend"/>). A closed family.
/// </summary>
/// <remarks>https://platform.openai.com/docs/api-reference/realtime-client-events</remarks>
public abstract record ClientEvent
{
    private protected ClientEvent()
    {
    }

    /// <summary>
    /// Comes back in <see cref="ErrorReceived.EventId"/> when this event is refused. At most 512 characters; null for none.
    /// </summary>
    public string? EventId { get; init; }
}

/// <summary>Sets the session, whole. The voice cannot change once the model has spoken.</summary>
public sealed record SessionUpdate(RealtimeSession Session) : ClientEvent;

/// <summary>Makes a user item of the audio appended so far. Only needed without turn detection.</summary>
public sealed record InputAudioCommit : ClientEvent;

/// <summary>Throws away the audio appended so far.</summary>
public sealed record InputAudioClear : ClientEvent;

/// <summary>Adds an item to the conversation. It asks for no response.</summary>
/// <param name="Item">The new item.</param>
/// <param name="PreviousItemId">Puts it after this item, "root" for the beginning; null for the end.</param>
public sealed record ItemCreate(NewItem Item, string? PreviousItemId = null) : ClientEvent;

/// <summary>Cuts an assistant item to what the caller has heard, and deletes its transcript.</summary>
/// <param name="ItemId">The assistant item.</param>
/// <param name="ContentIndex">Which part of it, 0 as a rule.</param>
/// <param name="AudioEndMs">What is kept, in milliseconds. More than there is is an error, and nothing is cut.</param>
public sealed record ItemTruncate(string ItemId, int ContentIndex, int AudioEndMs) : ClientEvent;

/// <summary>Takes an item out of the conversation.</summary>
public sealed record ItemDelete(string ItemId) : ClientEvent;

/// <summary>Asks for an item as the server has it, see <see cref="ConversationItemRetrieved"/>.</summary>
public sealed record ItemRetrieve(string ItemId) : ClientEvent;

/// <summary>Asks for a response. Refused while another one is active (conversation_already_has_active_response).</summary>
public sealed record ResponseCreate : ClientEvent
{
    /// <summary>Takes the place of the session's instructions for this response; null to keep them.</summary>
    public string? Instructions { get; init; }

    /// <summary>True for a response that is to be spoken whatever the session says (output_modalities: audio).</summary>
    public bool InAudio { get; init; }

    /// <summary>False for a response that stays out of the conversation (conversation: none).</summary>
    public bool InConversation { get; init; } = true;

    /// <summary>Comes back with the response, to know it by: at most 16 pairs, keys to 64 and values to 512 characters.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
}

/// <summary>Stops a response. An error when there is none (response_cancel_not_active), which does no harm.</summary>
/// <param name="ResponseId">Which one; null for the one of the conversation.</param>
public sealed record ResponseCancel(string? ResponseId = null) : ClientEvent;
