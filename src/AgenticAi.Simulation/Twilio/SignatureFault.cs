namespace AgenticAi.Simulation.Twilio;

/// <summary>What is done to the signature of a request.</summary>
public enum SignatureFault
{
    /// <summary>Nothing: it is right.</summary>
    None,

    /// <summary>The header is left out.</summary>
    Missing,

    /// <summary>The header is there and well formed, but made with another token.</summary>
    Wrong,
}
