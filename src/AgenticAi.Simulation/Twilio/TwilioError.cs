namespace AgenticAi.Simulation.Twilio;

/// <summary>An error or warning as Twilio's debugger would show it.</summary>
/// <param name="Code">Code of twilio.com/docs/api/errors, for instance 31951 invalid message, 11200 webhook failed.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="At">Time since the call was dialled.</param>
public sealed record TwilioError(int Code, string Message, TimeSpan At);
