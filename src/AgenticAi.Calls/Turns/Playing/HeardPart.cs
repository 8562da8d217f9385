using AgenticAi.Calls.Audio;

namespace AgenticAi.Calls.Turns.Playing;

/// <summary>How much of a part the caller has heard, and how much of that the model knows.</summary>
/// <param name="Part">Which part.</param>
/// <param name="HeardMs">Milliseconds heard, never more than were sent.</param>
/// <param name="ReceivedMs">Milliseconds of it that had come from the model.</param>
/// <param name="RememberedMs">Milliseconds the model remembers when it was told to forget the rest; null when it remembers all.</param>
/// <param name="IsCut">The server ended it before its end.</param>
internal readonly record struct HeardPart(SpeechPart Part, int HeardMs, int ReceivedMs, int? RememberedMs, bool IsCut);
