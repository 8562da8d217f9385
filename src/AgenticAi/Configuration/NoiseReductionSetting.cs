namespace AgenticAi.Configuration;

/// <summary>What the model does about noise in the caller's audio before it listens.</summary>
public enum NoiseReductionSetting
{
    /// <summary><c>none</c></summary>
    None,

    /// <summary><c>near_field</c>: a handset or a headset.</summary>
    NearField,

    /// <summary><c>far_field</c>: a speakerphone or a room.</summary>
    FarField,
}
