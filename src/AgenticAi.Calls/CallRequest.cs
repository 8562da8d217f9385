namespace AgenticAi.Calls;

/// <summary>A call as the webhook announced it.</summary>
/// <param name="CallSid">Twilio's name of the call; also the conversation's id here.</param>
/// <param name="From">The caller's number or address, as Twilio gives it.</param>
/// <param name="To">The number that was called.</param>
/// <param name="IsOutbound">True for a call that we placed.</param>
public sealed record CallRequest(string CallSid, string From, string To, bool IsOutbound = false);
