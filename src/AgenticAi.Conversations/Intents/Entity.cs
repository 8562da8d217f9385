namespace AgenticAi.Conversations;

/// <summary>Something a command names.</summary>
/// <param name="Kind">
/// What it is, an open list in lower case: <c>person</c>, <c>place</c>, <c>time</c>, <c>date</c>, <c>number</c>, <c>email</c>,
/// <c>phone</c>, <c>thing</c>.
/// </param>
/// <param name="Value">As it was said.</param>
public sealed record Entity(string Kind, string Value);
