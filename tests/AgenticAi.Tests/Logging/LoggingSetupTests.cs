using AgenticAi.Configuration;
using AgenticAi.Logging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace AgenticAi.Tests.Logging;

public class LoggingSetupTests
{
    [Theory]
    [InlineData(LogFormatSetting.Text, TextLogFormatter.FormatterName)]
    [InlineData(LogFormatSetting.Json, JsonLogFormatter.FormatterName)]
    public void The_format_decides_who_writes(LogFormatSetting format, string name)
    {
        using ServiceProvider services = Services(new LoggingConfig { Format = format });
        services.GetRequiredService<IOptions<ConsoleLoggerOptions>>().Value.FormatterName.ShouldBe(name);
        services.GetServices<ConsoleFormatter>().ShouldContain(formatter => formatter.Name == name);
    }

    [Fact]
    public void The_log_goes_to_standard_error_and_never_makes_a_call_wait()
    {
        using ServiceProvider services = Services(new LoggingConfig());
        ConsoleLoggerOptions options = services.GetRequiredService<IOptions<ConsoleLoggerOptions>>().Value;
        options.LogToStandardErrorThreshold.ShouldBe(LogLevel.Trace);
        options.QueueFullMode.ShouldBe(ConsoleLoggerQueueFullMode.DropWrite);
        services.GetServices<ILoggerProvider>().ShouldHaveSingleItem().ShouldBeOfType<ConsoleLoggerProvider>();
    }

    [Theory]
    [InlineData(LogLevel.Trace, LogLevel.Trace, LogLevel.Trace)]
    [InlineData(LogLevel.Debug, LogLevel.Debug, LogLevel.Warning)]
    [InlineData(LogLevel.Information, LogLevel.Information, LogLevel.Warning)]
    [InlineData(LogLevel.Error, LogLevel.Error, LogLevel.Error)]
    public void The_level_is_that_of_the_configuration_and_the_framework_is_quieter(LogLevel level, LogLevel ours, LogLevel framework)
    {
        using ServiceProvider services = Services(new LoggingConfig { Level = level });
        ILoggerFactory factory = services.GetRequiredService<ILoggerFactory>();
        Least(factory.CreateLogger("AgenticAi.Calls.TurnTaking")).ShouldBe(ours);
        Least(factory.CreateLogger("Microsoft.AspNetCore.Hosting")).ShouldBe(framework);
        Least(factory.CreateLogger("System.Net.Http.HttpClient")).ShouldBe(framework);
    }

    private static LogLevel Least(ILogger logger) => Enum.GetValues<LogLevel>().First(logger.IsEnabled);

    private static ServiceProvider Services(LoggingConfig config) => new ServiceCollection()
        .AddLogging(logging => logging.AddDebug().AddAgenticAiLogging(config))
        .BuildServiceProvider();
}
