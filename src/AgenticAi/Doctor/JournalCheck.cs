using AgenticAi.Configuration;
using AgenticAi.Conversations;
using AgenticAi.Journal;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgenticAi.Doctor;

/// <summary>
/// Whether the journal opens, is of this version, and can be read. Opening takes the write lock of a file and asks a database whether
/// it may be written, so one that is read-only is found.
/// </summary>
internal static class JournalCheck
{
    private const string Subject = "journal";

    public static async Task<Finding> ExamineAsync(JournalConfig config, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await using JournalDatabase journal = await JournalDatabase.OpenAsync(
                config.Provider, config.Connection, config.Options, time, NullLogger.Instance, cancellationToken);
            await journal.ReadModel.CatchUpAsync(cancellationToken);
            IReadOnlyList<ConversationSummary> found = await journal.Archive.ListAsync(new ConversationQuery { Limit = 1 }, cancellationToken);
            string newest = found.Count == 0
                ? "it is empty"
                : $"the newest conversation is of {found[0].FirstEventAt:yyyy-MM-dd HH:mm} UTC";
            return Finding.Good(Subject, $"{JournalConnection.Shown(config.Connection)} can be written; {newest}");
        }
        catch (Exception error) when (error is JournalUnavailableException or JournalSchemaException or ArgumentException)
        {
            return Finding.Failed(Subject, error.Message);
        }
    }
}
