namespace AgenticAi.Journal;

/// <summary>What is read, in the SQL that SQLite and PostgreSQL have in common.</summary>
internal static class ReadSql
{
    public const string Events =
        """
        SELECT sequence, at, name, version, json FROM events
        WHERE conversation_id = @conversation AND sequence > @after ORDER BY sequence LIMIT @limit
        """;

    public const string Commands =
        """
        SELECT number, at, after_sequence, events, name, version, json FROM commands
        WHERE conversation_id = @conversation AND number > @after ORDER BY number LIMIT @limit
        """;

    // From one id to the next by the primary keys: the cost is that of the conversations, not of their events.
    public const string Ids =
        """
        WITH RECURSIVE ids(id) AS (
            SELECT min(id) FROM (
                SELECT min(conversation_id) AS id FROM events WHERE conversation_id > @after
                UNION ALL SELECT min(conversation_id) FROM commands WHERE conversation_id > @after) AS first
            UNION ALL
            SELECT (SELECT min(id) FROM (
                SELECT min(conversation_id) AS id FROM events WHERE conversation_id > ids.id
                UNION ALL SELECT min(conversation_id) FROM commands WHERE conversation_id > ids.id) AS next)
            FROM ids WHERE ids.id IS NOT NULL)
        SELECT id FROM ids WHERE id IS NOT NULL LIMIT @limit
        """;

    public const string List =
        """
        SELECT f.conversation_id, f.at, (SELECT max(sequence) FROM events l WHERE l.conversation_id = f.conversation_id),
               s.sequence, s.at, s.name, s.version, s.json, e.sequence, e.at, e.name, e.version, e.json
        FROM events f
        LEFT JOIN events s ON s.conversation_id = f.conversation_id AND s.sequence =
            (SELECT min(sequence) FROM events i WHERE i.conversation_id = f.conversation_id AND i.name = 'conversation-started')
        LEFT JOIN events e ON e.conversation_id = f.conversation_id AND e.sequence =
            (SELECT min(sequence) FROM events i WHERE i.conversation_id = f.conversation_id AND i.name = 'conversation-ended')
        WHERE f.sequence = 1 AND f.at >= @since
        ORDER BY f.at DESC, f.conversation_id LIMIT @limit
        """;
}
