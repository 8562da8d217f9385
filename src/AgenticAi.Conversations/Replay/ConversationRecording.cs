namespace AgenticAi.Conversations;

/// <summary>All that is stored of one conversation: what it was told and what came of it.</summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="Events">Its events, in order.</param>
/// <param name="Commands">Its recorded commands, in the order in which they were judged.</param>
public sealed record ConversationRecording(
    string ConversationId, IReadOnlyList<JournaledEvent> Events, IReadOnlyList<JudgedCommand> Commands)
{
    /// <summary>Reads a conversation from a journal, also one that is going on. Nothing stored: both lists are empty.</summary>
    /// <exception cref="JournalUnavailableException">The journal cannot be read now.</exception>
    /// <exception cref="UnknownEventException">An event is not known to this version of the program.</exception>
    /// <exception cref="UnknownCommandException">A command is not known to this version of the program.</exception>
    public static async Task<ConversationRecording> ReadAsync(
        IConversationArchive archive, string conversationId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(archive);
        List<JournaledEvent> events = [];
        List<JudgedCommand> commands = [];
        await foreach (ConversationEntry entry in archive.ReadEntriesAsync(conversationId, cancellationToken))
        {
            events.AddRange(entry.Events);
            commands.AddRange(entry.Commands);
        }

        return new ConversationRecording(conversationId, events, commands);
    }

    /// <summary>Writes the recording as JSON lines, to be kept beside tests: see <see cref="RecordingLines"/>.</summary>
    public void WriteTo(TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        foreach (string line in RecordingLines.Of(this)) output.Write(line + "\n");
    }

    /// <summary>Reads a recording that <see cref="WriteTo"/> wrote.</summary>
    /// <exception cref="FormatException">
    /// A line is not what it should be, or not known to this version; the message has its number.
    /// </exception>
    public static ConversationRecording Parse(TextReader input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return RecordingLines.Read(input);
    }
}
