namespace AgenticAi.Twilio.MediaStreams;

/// <summary>A socket did not begin like a media stream. The text says what came instead and is fit for logs.</summary>
public sealed class MediaStreamStartException : Exception
{
    internal MediaStreamStartException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
