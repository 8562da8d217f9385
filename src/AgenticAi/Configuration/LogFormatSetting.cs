namespace AgenticAi.Configuration;

/// <summary>How a log entry is written.</summary>
public enum LogFormatSetting
{
    /// <summary><c>text</c>: one readable line.</summary>
    Text,

    /// <summary><c>json</c>: one JSON object a line.</summary>
    Json,
}
