using AgenticAi.Calls.Audio;

namespace AgenticAi.Calls.Turns;

/// <summary>How much of a part the caller has heard.</summary>
/// <param name="Part">Which part.</param>
/// <param name="HeardMs">Milliseconds heard, never more than were sent.</param>
/// <param name="ReceivedMs">Milliseconds of it that had come from the model.</param>
/// <param name="Cut">True when the rest was not heard because the caller interrupted.</param>
public readonly record struct HeardPart(SpeechPart Part, int HeardMs, int ReceivedMs, bool Cut);
