namespace AgenticAi.Realtime.Connections;

/// <summary>What an error code means for the session.</summary>
public enum RealtimeErrorKind
{
    /// <summary>Nothing is said about it here: the request was refused, the session goes on.</summary>
    Other,

    /// <summary>A race that both sides may lose; go on.</summary>
    Benign,

    /// <summary>A response is active; ask again when it is done.</summary>
    Wait,

    /// <summary>The session reached its longest duration; a new one can be opened.</summary>
    SessionExpired,

    /// <summary>It will not work the next time either; do not try again.</summary>
    Fatal,
}
