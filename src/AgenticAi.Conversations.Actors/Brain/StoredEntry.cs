namespace AgenticAi.Conversations.Actors;

/// <summary>
/// An entry as the journal holds it. It is decoded by its brain and not by the serializer: what cannot be understood is then an answer to
/// whoever asks, and no failure that is repeated with each restart.
/// </summary>
/// <param name="Manifest">Names the form.</param>
/// <param name="Bytes">The entry in that form.</param>
internal sealed record StoredEntry(string Manifest, ReadOnlyMemory<byte> Bytes)
{
    public static StoredEntry Of(ConversationEntry entry) => new(ConversationEntryJson.Manifest, ConversationEntryJson.Write(entry));

    /// <exception cref="UnknownEventException">It is not understood by this version.</exception>
    /// <exception cref="UnknownCommandException">A command in it is not.</exception>
    public ConversationEntry Read(string conversationId) => ConversationEntryJson.Read(conversationId, Manifest, Bytes);
}
