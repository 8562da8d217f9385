using AgenticAi.Configuration.Reading;
using AgenticAi.Configuration.Sections;

namespace AgenticAi.Configuration;

/// <summary>
/// Turns <c>config.yaml</c>, the <c>.env</c> beside it and the environment into a checked configuration, or into the list of
/// everything that is wrong. Never throws for what is in the files.
/// </summary>
public static class ConfigurationLoader
{
    /// <summary>Reads the files.</summary>
    /// <param name="path">The YAML file.</param>
    /// <param name="environment">A variable of the environment, or null; it wins over <c>.env</c>.</param>
    /// <param name="catalogs">Decide on the names of models and voices.</param>
    public static ConfigurationResult Load(string path, Func<string, string?> environment, NameCatalogs catalogs)
    {
        ArgumentNullException.ThrowIfNull(environment);
        string envPath = Path.Combine(Path.GetDirectoryName(path) ?? "", ".env");
        if (ReadText(path, out string yaml) is { } problem) return Failed(path, problem);
        string env = "";
        if (File.Exists(envPath) && ReadText(envPath, out env) is { } envProblem) return Failed(envPath, envProblem);

        EnvironmentFile file = EnvironmentFile.Parse(env, envPath);
        ConfigurationResult result = Parse(yaml, path, name => environment(name) ?? file[name], catalogs);
        return result with
        {
            Config = file.Errors.Any() ? null : result.Config,
            Errors = [.. file.Errors, .. result.Errors],
            Warnings = [.. file.Warnings, .. result.Warnings],
        };
    }

    /// <summary>Reads text, touching no file.</summary>
    /// <param name="yaml">The content of the file.</param>
    /// <param name="file">How it is called in errors.</param>
    /// <param name="variables">The value of a variable, or null when it is not set.</param>
    /// <param name="catalogs">Decide on the names of models and voices.</param>
    public static ConfigurationResult Parse(string yaml, string file, Func<string, string?> variables, NameCatalogs catalogs)
    {
        var binding = new Binding(file, variables);
        YamlMapping? root = YamlTreeReader.Read(yaml, binding.Issues);
        AgenticAiConfig? config = root is null
            ? null
            : Section.ReadRoot(root, binding, section => ConfigurationBinder.Bind(section, catalogs));
        return new ConfigurationResult
        {
            Config = binding.Issues.ErrorCount == 0 ? config : null,
            Errors = [.. binding.Issues.Errors.Select(binding.Mask.Apply)],
            Warnings = [.. binding.Issues.Warnings.Select(binding.Mask.Apply)],
            Settings = [.. binding.Settings.Select(binding.Mask.Apply)],
        };
    }

    private static ConfigurationResult Failed(string file, string text) =>
        new() { Errors = [new ConfigurationIssue(file, null, "", text)] };

    private static string? ReadText(string path, out string text)
    {
        text = "";
        try
        {
            text = File.ReadAllText(path);
            return null;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return "the file does not exist; name another with --config FILE";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return "cannot be read: " + error.Message;
        }
    }
}
