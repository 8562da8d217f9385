namespace AgenticAi.Simulation.Realtime;

/// <summary>An item of a conversation at one moment.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Type"><c>message</c>, <c>function_call</c> or <c>function_call_output</c>.</param>
/// <param name="Role"><c>user</c>, <c>assistant</c> or <c>system</c>; empty for functions.</param>
/// <param name="Content"><c>input_text</c>, <c>input_audio</c>, <c>output_text</c> or <c>output_audio</c>; empty for functions.</param>
/// <param name="Status"><c>completed</c>, <c>incomplete</c> or <c>in_progress</c>.</param>
/// <param name="Text">The text, or the transcript of all of the audio.</param>
/// <param name="Remembered">What the model remembers of it: after a truncate, the words that fit into the audio that is left.</param>
/// <param name="AudioMs">How much audio there was before a truncate, in ms.</param>
/// <param name="TruncatedAtMs">Where the audio was cut, or null.</param>
/// <param name="IsGenerated">The model made it in this session; else a client put it there or it is the caller's.</param>
/// <param name="IsNoise">It is the caller's, and a noise rather than words.</param>
/// <param name="CallId">Of a function call or its output.</param>
/// <param name="Name">Of the function.</param>
/// <param name="Data">Arguments of the call, output of the function.</param>
public sealed record RealtimeItem(
    string Id,
    string Type,
    string Role,
    string Content,
    string Status,
    string? Text,
    string? Remembered,
    int AudioMs,
    int? TruncatedAtMs,
    bool IsGenerated,
    bool IsNoise,
    string CallId,
    string Name,
    string Data)
{
    /// <summary>How much audio the model remembers, in ms.</summary>
    public int RememberedMs => TruncatedAtMs ?? AudioMs;
}
