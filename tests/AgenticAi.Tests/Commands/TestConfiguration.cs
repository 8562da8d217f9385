using AgenticAi.Tests.Calls;
using AgenticAi.Tests.Configuration;
using YamlDotNet.RepresentationModel;

namespace AgenticAi.Tests.Commands;

/// <summary>The repository's own configuration file with other values, for a server that a test starts.</summary>
internal sealed class TestConfiguration
{
    private readonly YamlMappingNode _root;

    private TestConfiguration(YamlMappingNode root) => _root = root;

    /// <summary>As it is shipped, pointed at a model, with its journal in the folder.</summary>
    public static TestConfiguration Shipped(Uri model, string folder)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(RepositoryFiles.Read("config.yaml")));
        return new TestConfiguration((YamlMappingNode)yaml.Documents[0].RootNode)
            .With("openai_realtime.url", model.ToString())
            .With("journal.connection", $"Data Source={Path.Combine(folder, "journal.db")}");
    }

    /// <summary>
    /// The same with values in the place of all variables that may be set where tests run, for commands that run in this process.
    /// </summary>
    public static TestConfiguration Complete(Uri model, string folder) => Shipped(model, folder)
        .With("openai_realtime.api_key", Exchange.ApiKey)
        .With("twilio.account_sid", "\"\"")
        .With("twilio.auth_token", Exchange.AuthToken)
        .With("twilio.from_number", "\"\"")
        .With("intents.gemini.api_key", "\"\"")
        .With("server.port", "0")
        .With("server.public_url", "\"\"");

    /// <summary>Gives a key another value.</summary>
    /// <param name="key">Its full name, with dots; it must be in the file.</param>
    /// <param name="value">In YAML.</param>
    public TestConfiguration With(string key, string value)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(value));
        string[] path = key.Split('.');
        YamlMappingNode section = _root;
        foreach (string name in path[..^1]) section = (YamlMappingNode)section[name];
        section.Children.ShouldContainKey(path[^1], key);
        section.Children[path[^1]] = yaml.Documents[0].RootNode;
        return this;
    }

    /// <summary>Writes <c>config.yaml</c>.</summary>
    /// <returns>The path of the file.</returns>
    public string WriteTo(string folder)
    {
        string path = Path.Combine(folder, "config.yaml");
        using StreamWriter file = File.CreateText(path);
        new YamlStream(new YamlDocument(_root)).Save(file, assignAnchors: false);
        return path;
    }
}
