namespace AgenticAi.Realtime.Events;

/// <summary>What the server says of the session.</summary>
/// <param name="Id">Looks like sess_….</param>
/// <param name="Model">The model that answers, perhaps a dated snapshot of the one that was asked for.</param>
/// <param name="ExpiresAt">When the server will end the session, at most 60 minutes after its beginning, without warning.</param>
/// <param name="InputFormat">Encoding of the caller's audio: audio/pcm, audio/pcmu or audio/pcma.</param>
/// <param name="OutputFormat">Encoding of the model's audio.</param>
public sealed record SessionInfo(
    string Id, string? Model = null, DateTimeOffset? ExpiresAt = null, string? InputFormat = null, string? OutputFormat = null);
