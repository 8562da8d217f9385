namespace AgenticAi.Conversations;

/// <summary>An event as a journal keeps it.</summary>
/// <param name="Name">Stable name of the kind of event, such as <c>caller-said</c>.</param>
/// <param name="Version">Version of its shape, from 1.</param>
/// <param name="Json">Its properties as a JSON object, UTF-8.</param>
public readonly record struct StoredEvent(string Name, int Version, ReadOnlyMemory<byte> Json);
