using AgenticAi.Configuration;

namespace AgenticAi.Tests.Configuration;

/// <summary>Names and texts that the tests of the configuration share.</summary>
internal static class Sample
{
    public const string ApiKey = "sk-proj-0123456789abcdefghij";

    /// <summary>The least that is a configuration, in three lines.</summary>
    public const string Minimal =
        "openai_realtime: { api_key: sk-test }\ntwilio:\n  validate_signatures: false\n";

    /// <summary>The tables of the plan, as the host wires them from the model's side.</summary>
    public static NameCatalogs Catalogs { get; } = new()
    {
        Models = name => name == "gpt-4o-realtime-preview-2024-12-17"
            ? NameVerdict.Refuse(name, "it is retired; use gpt-realtime-2.1")
            : NameVerdict.Accept(name, name == "whisper-1" ? "whisper-1 retires on 26 February 2027; use gpt-transcribe" : null),
        Voices = name => name switch
        {
            "fable" => NameVerdict.Replace("ballad", "fable is not a Realtime voice; ballad is used instead"),
            "onyx" => NameVerdict.Replace("cedar", "onyx is not a Realtime voice; cedar is used instead"),
            "nova" => NameVerdict.Replace("coral", "nova is not a Realtime voice; coral is used instead"),
            "alloy" or "ash" or "marin" or "cedar" or "echo" => NameVerdict.Accept(name),
            _ => NameVerdict.Refuse(name, "alloy, ash, marin, cedar or echo"),
        },
    };

    public static ConfigurationResult Parse(string yaml, params (string Name, string Value)[] variables) =>
        ConfigurationLoader.Parse(
            yaml, "config.yaml", name => variables.FirstOrDefault(variable => variable.Name == name).Value, Catalogs);

    /// <summary>The configuration, or a failure that says what is wrong with it.</summary>
    public static AgenticAiConfig Valid(string yaml, params (string Name, string Value)[] variables)
    {
        ConfigurationResult result = Parse(yaml, variables);
        result.Errors.ShouldBeEmpty();
        return result.Config.ShouldNotBeNull();
    }

    /// <summary>The texts of all errors.</summary>
    public static string[] Errors(string yaml, params (string Name, string Value)[] variables)
    {
        ConfigurationResult result = Parse(yaml, variables);
        result.IsValid.ShouldBe(result.Errors.Count == 0);
        return [.. result.Errors.Select(error => error.ToString())];
    }

    /// <summary>The minimal configuration with one key more, given by its full name.</summary>
    public static string With(string key, string value)
    {
        string[] path = key.Split('.');
        var sections = new Dictionary<string, List<string>>
        {
            ["openai_realtime"] = ["  api_key: sk-test"],
            ["twilio"] = ["  validate_signatures: false"],
        };
        List<string> lines = sections.GetValueOrDefault(path[0]) ?? (sections[path[0]] = []);
        lines.RemoveAll(line => line.StartsWith($"  {path[1]}:", StringComparison.Ordinal));
        lines.Add(path.Length == 2 ? $"  {path[1]}: {value}" : $"  {path[1]}:\n    {path[2]}: {value}");
        return string.Concat(sections.Select(section => section.Key + ":\n" + string.Join('\n', section.Value) + "\n"));
    }
}
