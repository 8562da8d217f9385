namespace AgenticAi.Twilio.MediaStreams;

/// <summary>
/// A message of a media stream that breaks Twilio's rules. The text names event, field, value (shortened) and rule,
/// and never holds audio: it is fit for logs.
/// </summary>
public sealed class TwilioProtocolException : Exception
{
    private const int LongestValue = 40;

    internal TwilioProtocolException(string eventName, string field, string? value, string rule)
        : base(value is null
            ? $"Twilio message '{Clean(eventName)}': {Clean(field)} {rule}."
            : $"Twilio message '{Clean(eventName)}': {Clean(field)} is '{Clean(value)}', but {rule}.")
    {
    }

    /// <summary>Shortened, and without what could forge lines in a log.</summary>
    private static string Clean(string value)
    {
        string shown = value.Length > LongestValue ? value[..LongestValue] + "…" : value;
        return string.Create(shown.Length, shown, static (target, source) =>
        {
            for (int i = 0; i < target.Length; i++) target[i] = char.IsControl(source[i]) ? '?' : source[i];
        });
    }
}
