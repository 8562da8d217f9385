using AgenticAi.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace AgenticAi.Logging;

/// <summary>Sets the log up as the configuration says.</summary>
public static class LoggingSetup
{
    /// <summary>
    /// Replaces all providers by one that writes to standard error, so that standard output stays free for what a command prints.
    /// The writer has a queue of 2,500 entries (the console provider's own number); when the terminal cannot keep up, entries are
    /// dropped and counted, since a call must not wait for a log.
    /// </summary>
    public static ILoggingBuilder AddAgenticAiLogging(this ILoggingBuilder logging, LoggingConfig config)
    {
        ArgumentNullException.ThrowIfNull(logging);
        ArgumentNullException.ThrowIfNull(config);
        logging.ClearProviders();
        logging.SetMinimumLevel(config.Level);
        // The framework's own news is about each request; it is wanted only by those who look for the cause of a fault in it.
        if (config.Level is LogLevel.Debug or LogLevel.Information)
            logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("System", LogLevel.Warning);
        logging.Services.TryAddSingleton(TimeProvider.System);
        logging.Services.TryAddEnumerable(ServiceDescriptor.Singleton<ConsoleFormatter, TextLogFormatter>());
        logging.Services.TryAddEnumerable(ServiceDescriptor.Singleton<ConsoleFormatter, JsonLogFormatter>());
        return logging.AddConsole(console =>
        {
            bool isJson = config.Format == LogFormatSetting.Json;
            console.FormatterName = isJson ? JsonLogFormatter.FormatterName : TextLogFormatter.FormatterName;
            console.LogToStandardErrorThreshold = LogLevel.Trace;
            console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite;
        });
    }
}
