namespace AgenticAi;

/// <summary>The paths that Twilio is told.</summary>
internal static class TwilioPaths
{
    public const string Voice = "/twilio/voice";
    public const string Resume = "/twilio/resume";
    public const string MediaStream = "/twilio/media-stream";
    public const string Status = "/twilio/status";
}
