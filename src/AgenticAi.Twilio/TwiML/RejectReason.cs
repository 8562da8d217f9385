namespace AgenticAi.Twilio.TwiML;

/// <summary>What a refused caller hears. <see href="https://www.twilio.com/docs/voice/twiml/reject"/></summary>
public enum RejectReason
{
    /// <summary>The message that the number is not in service.</summary>
    Rejected,

    /// <summary>The busy tone.</summary>
    Busy,
}
