using AgenticAi.Configuration;
using AgenticAi.Hosting;

namespace AgenticAi;

/// <summary>The configuration as commands need it: valid, or explained on the error stream.</summary>
internal static class LoadedConfiguration
{
    public static ConfigurationResult Read(string path) =>
        ConfigurationLoader.Load(path, Environment.GetEnvironmentVariable, NameCatalogSource.Of(TimeProvider.System));

    /// <summary>Prints warnings and errors. Returns the configuration, or null when there are errors.</summary>
    public static AgenticAiConfig? ReadOrExplain(string path)
    {
        ConfigurationResult result = Read(path);
        foreach (ConfigurationIssue warning in result.Warnings) Console.Error.WriteLine($"warning: {warning}");
        if (result.IsValid) return result.Config;
        foreach (ConfigurationIssue error in result.Errors) Console.Error.WriteLine(error);
        Console.Error.WriteLine($"{result.Errors.Count} error(s) in the configuration.");
        return null;
    }
}
