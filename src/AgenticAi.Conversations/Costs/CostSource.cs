namespace AgenticAi.Conversations;

/// <summary>What was paid for.</summary>
public enum CostSource
{
    /// <summary>A response of the voice model.</summary>
    Response,

    /// <summary>The transcription of what the caller said.</summary>
    Transcription,
}
