using Microsoft.Extensions.Logging;

namespace AgenticAi.Configuration;

/// <summary>Section <c>logging</c>: what is written to the log, and how.</summary>
public sealed record LoggingConfig
{
    /// <summary>The least level that is written: trace, debug, info, warning or error. Default info.</summary>
    public LogLevel Level { get; init; } = LogLevel.Information;

    /// <summary>Default text: for people.</summary>
    public LogFormatSetting Format { get; init; } = LogFormatSetting.Text;

    /// <summary>Whether what people said may be logged. Default false: a log is read by more people than a conversation.</summary>
    public bool Transcripts { get; init; }
}
