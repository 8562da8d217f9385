namespace AgenticAi.Calls.Turns;

/// <summary>Something that is to be said to the caller besides the model's own answers.</summary>
/// <param name="Id">Names the request in the journal and towards the model.</param>
/// <param name="Text">The words.</param>
public sealed record SpeechRequest(string Id, string Text);
