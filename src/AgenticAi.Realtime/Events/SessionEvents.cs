namespace AgenticAi.Realtime.Events;

/// <summary>The first event of a connection.</summary>
public sealed record SessionCreated(SessionInfo Session) : ServerEvent;

/// <summary>A session.update was taken.</summary>
public sealed record SessionUpdated(SessionInfo Session) : ServerEvent;
