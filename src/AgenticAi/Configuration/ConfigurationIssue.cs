namespace AgenticAi.Configuration;

/// <summary>One error or warning: where, which key, what is wrong and the rule. Values of secrets are never part of it.</summary>
/// <param name="File">The file as it was named.</param>
/// <param name="Line">Counted from 1, or null when no line can be pointed at.</param>
/// <param name="Key">The full key, such as openai_realtime.model, or empty when it concerns the file.</param>
/// <param name="Text">What is wrong, and the rule.</param>
public sealed record ConfigurationIssue(string File, int? Line, string Key, string Text)
{
    /// <summary><c>config.yaml:12: openai_realtime.model: …</c></summary>
    public override string ToString() =>
        (Line is null ? $"{File}: " : $"{File}:{Line}: ") + (Key.Length == 0 ? Text : $"{Key}: {Text}");
}
