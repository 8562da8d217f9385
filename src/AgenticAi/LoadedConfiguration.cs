using AgenticAi.Commands;
using AgenticAi.Configuration;
using AgenticAi.Hosting;

namespace AgenticAi;

/// <summary>The configuration as commands need it: valid, or explained where the command writes its errors.</summary>
internal static class LoadedConfiguration
{
    public static ConfigurationResult Read(string path) =>
        ConfigurationLoader.Load(path, Environment.GetEnvironmentVariable, NameCatalogSource.Of(TimeProvider.System));

    /// <summary>Prints warnings and errors. Returns the configuration, or null when there are errors.</summary>
    public static AgenticAiConfig? ReadOrExplain(string path, CommandOutput output)
    {
        ConfigurationResult result = Read(path);
        foreach (ConfigurationIssue warning in result.Warnings) output.Errors.WriteLine($"warning: {warning}");
        if (result.IsValid) return result.Config;
        foreach (ConfigurationIssue error in result.Errors) output.Errors.WriteLine(error);
        output.Errors.WriteLine($"{result.Errors.Count} error(s) in the configuration.");
        return null;
    }
}
