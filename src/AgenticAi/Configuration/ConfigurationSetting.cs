namespace AgenticAi.Configuration;

/// <summary>One key as the program understands it, and the value in force.</summary>
/// <param name="Key">The full key, such as server.port.</param>
/// <param name="Default">The value of an absent key, as it would be written, or null when the key must be given.</param>
/// <param name="Allowed">The rule for its value.</param>
/// <param name="Meaning">What it does.</param>
/// <param name="Value">The value in force, as it would be written: a mask when it is a secret, null when it does not apply.</param>
/// <param name="IsSet">Whether the file gives the key.</param>
public sealed record ConfigurationSetting(string Key, string? Default, string Allowed, string Meaning, string? Value, bool IsSet);
