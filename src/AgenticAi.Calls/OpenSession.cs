using AgenticAi.Realtime.Connections;

namespace AgenticAi.Calls;

/// <summary>Opens a session with the settings of the call.</summary>
/// <exception cref="RealtimeConnectException">There is no session.</exception>
/// <exception cref="OperationCanceledException">The token was cancelled.</exception>
public delegate Task<RealtimeConnection> OpenSession(CancellationToken cancellationToken);
