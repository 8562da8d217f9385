using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using AgenticAi.Conversations;
using Microsoft.AspNetCore.Http;

namespace AgenticAi.Routes;

/// <summary>Reads which conversations a request asks for. What is wrong is said with its key, its value and the rule.</summary>
internal static class ConversationListQuery
{
    private static readonly string[] Keys = ["limit", "number", "since", "until", "ended", "min_cost", "after"];

    public static bool TryRead(IQueryCollection asked, out ConversationQuery query, [NotNullWhen(false)] out string? problem)
    {
        query = new ConversationQuery();
        problem = asked.Keys.FirstOrDefault(key => !Keys.Contains(key)) is { } unknown
            ? $"'{unknown}' is not known here; known are {string.Join(", ", Keys)}"
            : null;
        foreach ((string key, var values) in asked)
        {
            if (problem is not null) break;
            string value = values.ToString();
            if (With(query, key, value) is { } read) query = read;
            else problem = $"{key}: '{value}' is not {RuleOf(key)}";
        }

        return problem is null;
    }

    /// <summary>A position in the list as it is asked for.</summary>
    public static string TextOf(ConversationPosition position) =>
        string.Create(CultureInfo.InvariantCulture, $"{position.FirstEventAt.UtcDateTime:yyyy-MM-ddTHH:mm:ss.ffffffZ}~{position.ConversationId}");

    private static ConversationQuery? With(ConversationQuery query, string key, string value) => key switch
    {
        "limit" => int.TryParse(value, CultureInfo.InvariantCulture, out int limit) && limit is >= 1 and <= ConversationQuery.MaxLimit
            ? query with { Limit = limit } : null,
        "number" => value.Length > 0 ? query with { Number = value } : null,
        "since" => TimeOf(value) is { } since ? query with { Since = since } : null,
        "until" => TimeOf(value) is { } until ? query with { Until = until } : null,
        "ended" => EndReason.Named(value) is { Known: not null } reason ? query with { EndReason = reason } : null,
        "min_cost" => decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal cost)
            ? query with { MinCost = cost } : null,
        _ => PositionOf(value) is { } after ? query with { After = after } : null,
    };

    private static string RuleOf(string key) => key switch
    {
        "limit" => $"a whole number from 1 to {ConversationQuery.MaxLimit}",
        "number" => "a number, such as +15550100 (the + as %2B)",
        "since" or "until" => "a time, such as 2026-11-02T09:30:00Z",
        "ended" => "an end reason, such as caller-hung-up",
        "min_cost" => "an amount, such as 0.50",
        _ => "what 'next' of the page before was",
    };

    private static DateTimeOffset? TimeOf(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time : null;

    private static ConversationPosition? PositionOf(string text) =>
        text.Split('~', 2) is [var at, { Length: > 0 } id] && TimeOf(at) is { } time ? new ConversationPosition(time, id) : null;
}
