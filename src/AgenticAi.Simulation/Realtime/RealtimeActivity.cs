namespace AgenticAi.Simulation.Realtime;

/// <summary>Something that happened at the simulated server, for live display.</summary>
/// <param name="Session">Number of the session, from 0.</param>
/// <param name="At">Time since the session began.</param>
public abstract record RealtimeActivity(int Session, TimeSpan At);

/// <summary>A client connected.</summary>
public sealed record SessionOpened(int Session, TimeSpan At, string Model) : RealtimeActivity(Session, At);

/// <summary>The settings were changed.</summary>
public sealed record SessionConfigured(int Session, TimeSpan At, string SettingsJson) : RealtimeActivity(Session, At);

/// <summary>The caller began to speak.</summary>
public sealed record SpeechBegan(int Session, TimeSpan At) : RealtimeActivity(Session, At);

/// <summary>The caller stopped speaking.</summary>
public sealed record SpeechEnded(int Session, TimeSpan At) : RealtimeActivity(Session, At);

/// <summary>What the caller said was told to the client.</summary>
public sealed record CallerHeard(int Session, TimeSpan At, string Text) : RealtimeActivity(Session, At);

/// <summary>A response began.</summary>
public sealed record ResponseBegan(int Session, TimeSpan At, string ResponseId) : RealtimeActivity(Session, At);

/// <summary>A response is over.</summary>
/// <param name="Session">Number of the session.</param>
/// <param name="At">Time since the session began.</param>
/// <param name="ResponseId">Which one.</param>
/// <param name="Status"><c>completed</c>, <c>cancelled</c> or <c>failed</c>.</param>
/// <param name="Text">What of it was sent, in words.</param>
public sealed record ResponseEnded(int Session, TimeSpan At, string ResponseId, string Status, string Text) : RealtimeActivity(Session, At);

/// <summary>A client event was refused.</summary>
public sealed record EventRefused(int Session, TimeSpan At, string? Code, string Message) : RealtimeActivity(Session, At);

/// <summary>A fault was injected.</summary>
public sealed record FaultInjected(int Session, TimeSpan At, RealtimeFault Fault) : RealtimeActivity(Session, At);

/// <summary>A session is over.</summary>
public sealed record SessionClosed(int Session, TimeSpan At, RealtimeSessionEnd End) : RealtimeActivity(Session, At);
