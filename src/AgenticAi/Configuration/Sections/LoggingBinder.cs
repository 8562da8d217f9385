using AgenticAi.Configuration.Reading;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Configuration.Sections;

/// <summary>Reads <c>logging</c>.</summary>
internal static class LoggingBinder
{
    private static readonly ValueKind<LogLevel> Level = Kinds.OneOf(
        ("trace", LogLevel.Trace),
        ("debug", LogLevel.Debug),
        ("info", LogLevel.Information),
        ("warning", LogLevel.Warning),
        ("error", LogLevel.Error));

    private static readonly ValueKind<LogFormatSetting> Format =
        Kinds.OneOf(("text", LogFormatSetting.Text), ("json", LogFormatSetting.Json));

    public static LoggingConfig Bind(Section section)
    {
        var defaults = new LoggingConfig();
        return new LoggingConfig
        {
            Level = section.Read("level", defaults.Level, Level, "The least level that is written."),
            Format = section.Read("format", defaults.Format, Format, "`text`: a readable line. `json`: one object a line."),
            Transcripts = section.Read("transcripts", defaults.Transcripts, Kinds.Flag, "Whether what people said may be logged."),
        };
    }
}
