using System.Data.Common;
using System.Globalization;
using System.Text;
using AgenticAi.Conversations;

namespace AgenticAi.Journal;

/// <summary>A conversation as the read model has it.</summary>
internal sealed record ConversationRow(string Id)
{
    public const string Columns = "id, entries, events, first_event_at, started, ended, ended_at, cost, currency";

    /// <summary>Number of the last entry that is in it.</summary>
    public long Entries { get; init; }

    public long Events { get; init; }

    public DateTimeOffset FirstEventAt { get; init; }

    public ConversationStarted? Started { get; init; }

    public ConversationEnded? Ended { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public decimal? Cost { get; init; }

    public string? Currency { get; init; }

    public static string TextOf(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Reads <see cref="Columns"/>.</summary>
    public static ConversationRow From(DbDataReader row) => new(row.GetString(0))
    {
        Entries = row.GetInt64(1),
        Events = row.GetInt64(2),
        FirstEventAt = Microseconds.ToTime(row.GetInt64(3)),
        Started = row.IsDBNull(4) ? null : Read(row.GetString(4)) as ConversationStarted,
        Ended = row.IsDBNull(5) ? null : Read(row.GetString(5)) as ConversationEnded,
        EndedAt = row.IsDBNull(6) ? null : Microseconds.ToTime(row.GetInt64(6)),
        Cost = row.IsDBNull(7) ? null : row.GetDecimal(7),
        Currency = row.IsDBNull(8) ? null : row.GetString(8),
    };

    public static ConversationSummary SummaryOf(DbDataReader row)
    {
        ConversationRow read = From(row);
        return new ConversationSummary(
            read.Id, read.FirstEventAt, read.Events, read.Started, read.Ended, read.EndedAt,
            read is { Cost: { } cost, Currency: { } currency } ? new Money(cost, currency) : null);
    }

    /// <summary>With an entry of the conversation more.</summary>
    public ConversationRow Plus(long number, ConversationEntry entry)
    {
        ConversationRow row = this with { Entries = number };
        foreach (JournaledEvent stored in entry.Events) row = row.Plus(stored);
        return row;
    }

    /// <summary>The values of all columns, by the names that statements use.</summary>
    public (string Name, object? Value)[] Values =>
    [
        ("id", Id),
        ("entries", Entries),
        ("events", Events),
        ("at", Microseconds.Of(FirstEventAt)),
        ("from", Started?.From),
        ("to", Started?.To),
        ("started", Text(Started)),
        ("ended", Text(Ended)),
        ("ended_at", EndedAt is { } at ? Microseconds.Of(at) : null),
        ("reason", Ended?.Reason.Name),
        ("cost", Cost),
        ("currency", Currency),
    ];

    private ConversationRow Plus(JournaledEvent stored)
    {
        ConversationRow row = this with { Events = Events + 1, FirstEventAt = Events == 0 ? stored.At : FirstEventAt };
        return stored.Event switch
        {
            ConversationStarted started => row with { Started = started },
            ConversationEnded ended => row with { Ended = ended, EndedAt = stored.At },
            CostReported cost => row with { Cost = (Cost ?? 0) + cost.Amount, Currency = cost.Currency },
            _ => row,
        };
    }

    // Name and version go with it, as in an entry: a form of before stays readable.
    private static string? Text(ConversationEvent? happened)
    {
        if (happened is null) return null;
        StoredEvent stored = ConversationEventJson.Write(happened);
        return $"{stored.Name} {stored.Version} {Encoding.UTF8.GetString(stored.Json.Span)}";
    }

    private static ConversationEvent Read(string text)
    {
        string[] parts = text.Split(' ', 3);
        return ConversationEventJson.Read(parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture), Encoding.UTF8.GetBytes(parts[2]));
    }
}
