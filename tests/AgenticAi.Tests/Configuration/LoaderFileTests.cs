using AgenticAi.Configuration;

namespace AgenticAi.Tests.Configuration;

/// <summary>The loader with real files, each test in a folder of its own.</summary>
public sealed class LoaderFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("agenticai-configuration-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_file_beside_the_configuration_gives_variables()
    {
        Write("config.yaml", Sample.With("openai_realtime.greeting", "${GREETING}"));
        Write(".env", "GREETING='from the file'\n");
        Load().Config.ShouldNotBeNull().OpenAIRealtime.Greeting.ShouldBe("from the file");
    }

    [Fact]
    public void The_environment_wins_over_the_file()
    {
        Write("config.yaml", Sample.With("openai_realtime.greeting", "${GREETING}"));
        Write(".env", "GREETING='from the file'\n");
        Load(("GREETING", "from outside")).Config.ShouldNotBeNull().OpenAIRealtime.Greeting.ShouldBe("from outside");
        Load(("GREETING", "")).Config.ShouldNotBeNull().OpenAIRealtime.Greeting.ShouldBe("");
    }

    [Fact]
    public void A_bad_line_beside_a_good_configuration_is_an_error()
    {
        Write("config.yaml", Sample.Minimal);
        Write(".env", "# keys\nOPENAI_API_KEY sk-proj-0123456789abcdefghij\n");
        ConfigurationResult result = Load();
        result.IsValid.ShouldBeFalse();
        result.Errors.ShouldHaveSingleItem().ToString().ShouldBe(
            Path.Combine(_folder, ".env") + ":2: the line is not NAME=value: a name has letters, digits and underscores");
    }

    [Fact]
    public void Errors_of_both_files_come_together()
    {
        Write("config.yaml", Sample.With("server.port", "-1"));
        Write(".env", "?\nA=1\nA=2");
        ConfigurationResult result = Load();
        result.Errors.Select(error => Path.GetFileName(error.File)).ShouldBe([".env", "config.yaml"]);
        result.Warnings.ShouldContain(warning => warning.Text == "is set again: this line wins over line 2");
    }

    [Fact]
    public void A_missing_file_is_a_clear_error()
    {
        string path = Path.Combine(_folder, "nowhere", "config.yaml");
        ConfigurationResult result = ConfigurationLoader.Load(path, _ => null, Sample.Catalogs);
        result.Errors.ShouldHaveSingleItem().ToString()
            .ShouldBe($"{path}: the file does not exist; name another with --config FILE");
        result.IsValid.ShouldBeFalse();
    }

    [Fact]
    public void A_folder_in_place_of_the_file_is_a_clear_error() =>
        ConfigurationLoader.Load(_folder, _ => null, Sample.Catalogs).Errors.ShouldHaveSingleItem().ToString()
            .ShouldStartWith($"{_folder}: cannot be read: ");

    [Fact]
    public void A_path_that_is_none_is_a_clear_error() =>
        ConfigurationLoader.Load("", _ => null, Sample.Catalogs).Errors.ShouldHaveSingleItem().Text.ShouldStartWith("cannot be read: ");

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);

    private ConfigurationResult Load(params (string Name, string Value)[] environment) => ConfigurationLoader.Load(
        Path.Combine(_folder, "config.yaml"),
        name => environment.FirstOrDefault(variable => variable.Name == name).Value,
        Sample.Catalogs);
}
