namespace AgenticAi.Simulation.Twilio;

/// <summary>A TwiML document that Twilio would not follow.</summary>
/// <param name="code">Twilio's error code (twilio.com/docs/api/errors).</param>
/// <param name="message">What is wrong.</param>
internal sealed class TwimlException(int code, string message) : Exception(message)
{
    public int Code { get; } = code;
}
