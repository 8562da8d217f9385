using AgenticAi.Conversations;

namespace AgenticAi.Journal;

/// <summary>The statement of a list, with the conditions that are asked for and no others, so that an index can serve them.</summary>
internal static class ConversationListSql
{
    public static (string Sql, (string Name, object? Value)[] Values) Of(ConversationQuery query)
    {
        List<string> conditions = [];
        List<(string, object?)> values = [("limit", query.Limit)];
        if (query.Since is { } since) Where("first_event_at >= @since", ("since", Microseconds.Of(since)));
        if (query.Until is { } until) Where("first_event_at < @until", ("until", Microseconds.Of(until)));
        if (query.Number is { } number) Where("(number_from = @number OR number_to = @number)", ("number", number));
        if (query.EndReason is { } reason) Where("end_reason = @reason", ("reason", reason.Name));
        if (query.MinCost is { } cost)
            Where("CAST(cost AS DOUBLE PRECISION) >= CAST(@cost AS DOUBLE PRECISION)", ("cost", cost));
        if (query.After is { } after)
        {
            values.Add(("at", Microseconds.Of(after.FirstEventAt)));
            Where("(first_event_at < @at OR (first_event_at = @at AND id > @id))", ("id", after.ConversationId));
        }

        string where = conditions.Count == 0 ? "" : "WHERE " + string.Join(" AND ", conditions);
        return ($"SELECT {ConversationRow.Columns} FROM conversations {where} ORDER BY first_event_at DESC, id LIMIT @limit", [.. values]);

        void Where(string condition, (string, object?) value)
        {
            conditions.Add(condition);
            values.Add(value);
        }
    }
}
