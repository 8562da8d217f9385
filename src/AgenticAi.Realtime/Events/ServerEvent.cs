namespace AgenticAi.Realtime.Events;

/// <summary>
/// What the server tells, but for the audio itself (<see cref="AudioDelta"/>). A closed family: the events that are used,
/// <see cref="IgnoredEvent"/> for those that are known and not used, <see cref="UnknownEvent"/> for the rest.
/// </summary>
/// <remarks>
/// https://platform.openai.com/docs/api-reference/realtime-server-events. Values the server may add to (types, roles, statuses)
/// are plain strings with named constants, so that a new one is not an error.
/// </remarks>
public abstract record ServerEvent
{
    private protected ServerEvent()
    {
    }
}

/// <summary>An event of the protocol that nothing here needs.</summary>
/// <param name="Type">Its name on the wire.</param>
public sealed record IgnoredEvent(string Type) : ServerEvent;

/// <summary>An event this library has never heard of, such as one of a newer protocol. Meant to be counted and seen.</summary>
/// <param name="Type">Its name on the wire.</param>
/// <param name="Raw">A copy of the whole message, UTF-8. May hold what people said.</param>
public sealed record UnknownEvent(string Type, ReadOnlyMemory<byte> Raw) : ServerEvent;

/// <summary>Something the client sent was refused, or the session is about to end. Most errors leave the session as it is.</summary>
/// <param name="Type">Sort of error, such as invalid_request_error.</param>
/// <param name="Code">Which one, when the server says; see <see cref="Connections.RealtimeErrors"/>.</param>
/// <param name="Message">The server's own words.</param>
/// <param name="Param">The field it is about.</param>
/// <param name="EventId">The id the client gave to the event that was refused.</param>
public sealed record ErrorReceived(string Type, string? Code, string Message, string? Param, string? EventId) : ServerEvent;

/// <summary>What is left of the account's allowance, sent as a response begins.</summary>
public sealed record RateLimitsUpdated(IReadOnlyList<RateLimit> Limits) : ServerEvent;
