namespace AgenticAi.Journal;

/// <summary>The versions of the tables of a journal, which are the same in every database.</summary>
internal static class JournalVersions
{
    /// <summary>Up to this number they are those of the former format, which had tables of events and commands.</summary>
    public const int Former = 100;

    /// <summary>How many steps of today's format a journal has taken.</summary>
    /// <param name="version">Its version; 0 for none at all.</param>
    /// <param name="known">How many steps this program knows.</param>
    /// <param name="journal">The journal, for messages.</param>
    /// <exception cref="JournalSchemaException">This program cannot go on with it.</exception>
    public static int StepsOf(long version, int known, string journal) => version switch
    {
        0 => 0,
        <= Former => throw new JournalSchemaException(
            $"The journal {journal} is of the former format (version {version}), which this program does not read; it was left untouched. Name another "
            + "place in journal.connection, or move the old one away; the program that wrote it can still show what is in it."),
        _ when version > Former + known => throw new JournalSchemaException(
            $"The journal {journal} has schema version {version}; this program knows {Former + known}. Use a newer program."),
        _ => (int)version - Former,
    };
}
