namespace AgenticAi.Conversations;

/// <summary>A command as a journal keeps it.</summary>
/// <param name="Name">Stable name of the kind of command, such as <c>transcribe-caller</c>.</param>
/// <param name="Version">Version of its shape, from 1.</param>
/// <param name="Json">Its properties as a JSON object, UTF-8.</param>
public readonly record struct StoredCommand(string Name, int Version, ReadOnlyMemory<byte> Json);
