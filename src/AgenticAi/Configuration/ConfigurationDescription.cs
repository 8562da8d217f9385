using System.Text;
using AgenticAi.Configuration.Reading;
using AgenticAi.Configuration.Sections;

namespace AgenticAi.Configuration;

/// <summary>Writes down the configuration: the one in force, and what there is to configure.</summary>
public static class ConfigurationDescription
{
    /// <summary>A line for each key with the value in force; secrets are masked, defaults marked.</summary>
    public static string Effective(ConfigurationResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        ConfigurationSetting[] settings = [.. result.Settings.Where(setting => setting.Value is not null)];
        int width = settings.Length == 0 ? 0 : settings.Max(setting => setting.Key.Length);
        var text = new StringBuilder();
        foreach (ConfigurationSetting setting in settings)
        {
            string value = setting.Value!.Length == 0 ? "(empty)" : Shown.Line(setting.Value);
            text.Append(setting.Key.PadRight(width)).Append("  ").Append(value).Append(setting.IsSet ? "\n" : "  (default)\n");
        }

        return text.ToString();
    }

    /// <summary>A Markdown table of all keys: default, rule, meaning. docs/operations/configuration.md holds it.</summary>
    public static string ReferenceTable()
    {
        var binding = new Binding("", _ => null);
        Section.ReadRoot(new YamlMapping(1, []), binding, root => ConfigurationBinder.Bind(root, NameCatalogs.AcceptAll));
        var table = new StringBuilder("| key | default | allowed | meaning |\n|---|---|---|---|\n");
        foreach (ConfigurationSetting setting in binding.Settings)
        {
            string standard = setting.Default switch
            {
                null => "*must be set*",
                "" or "(not set)" => "*empty*",
                _ => $"`{setting.Default}`",
            };
            table.Append($"| `{setting.Key}` | {standard} | {Cell(setting.Allowed)} | {Cell(setting.Meaning)} |\n");
        }

        return table.ToString();
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
