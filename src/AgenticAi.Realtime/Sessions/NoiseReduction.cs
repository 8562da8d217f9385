namespace AgenticAi.Realtime.Sessions;

/// <summary>Filtering of the caller's audio before voice detection and the model.</summary>
public enum NoiseReduction
{
    /// <summary>Off, the server's default.</summary>
    None,

    /// <summary>For a microphone close to the mouth, such as a headset.</summary>
    NearField,

    /// <summary>For a microphone in the room, such as a speakerphone.</summary>
    FarField,
}
