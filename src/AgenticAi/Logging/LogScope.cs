using Microsoft.Extensions.Logging;

namespace AgenticAi.Logging;

/// <summary>What a log entry inherits from the scopes it was written in.</summary>
public static class LogScope
{
    /// <summary>The key under which a scope holds Twilio's id of the call, as in <c>BeginScope("call {CallSid}", id)</c>.</summary>
    public const string CallSid = "CallSid";

    /// <summary>The name under which a template keeps its own text; not a value of the entry.</summary>
    private const string Template = "{OriginalFormat}";

    /// <summary>The id of the innermost scope that has one, or null.</summary>
    internal static string? FindCallSid(IExternalScopeProvider? scopes) =>
        Values(scopes).TryGetValue(CallSid, out object? id) ? id?.ToString() : null;

    /// <summary>The values of all scopes; an inner scope's value replaces an outer one's.</summary>
    internal static SortedDictionary<string, object?> Values(IExternalScopeProvider? scopes)
    {
        var values = new SortedDictionary<string, object?>(StringComparer.Ordinal);
        scopes?.ForEachScope(static (scope, into) => AddTo(into, scope), values);
        return values;
    }

    /// <summary>Adds the named values of a scope or of an entry's state.</summary>
    internal static void AddTo(SortedDictionary<string, object?> values, object? state)
    {
        if (state is not IEnumerable<KeyValuePair<string, object?>> pairs) return;
        foreach (KeyValuePair<string, object?> pair in pairs)
            if (pair.Key != Template) values[pair.Key] = pair.Value;
    }
}
