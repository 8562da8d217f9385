using AgenticAi.Configuration;
using FsCheck;
using FsCheck.Fluent;

namespace AgenticAi.Tests.Configuration;

public class ConfigurationProperties
{
    [Fact]
    public void Any_configuration_that_is_allowed_comes_back_as_it_was() =>
        Prop.ForAll(ConfigurationGen.Any.ToArbitrary(), config =>
        {
            AgenticAiConfig read = Sample.Valid(YamlText.Of(config), ("A", "wrong"));
            read.OpenAIRealtime.TranscriptionKeywords.ShouldBe(config.OpenAIRealtime.TranscriptionKeywords);
            IReadOnlyList<string> keywords = config.OpenAIRealtime.TranscriptionKeywords;
            read.Agent.Process.Arguments.ShouldBe(config.Agent.Process.Arguments);
            read.Agent.Process.Environment.ShouldBe(config.Agent.Process.Environment);
            ProcessAgentConfig process = read.Agent.Process with
            {
                Arguments = config.Agent.Process.Arguments,
                Environment = config.Agent.Process.Environment,
            };
            read.Commands.AllowedCallers.ShouldBe(config.Commands.AllowedCallers);
            read.Commands.Confirm.ShouldBe(config.Commands.Confirm);
            read.Costs.Prices.ShouldBe(config.Costs.Prices);
            (read with
            {
                Commands = read.Commands with { AllowedCallers = config.Commands.AllowedCallers, Confirm = config.Commands.Confirm },
                Costs = read.Costs with { Prices = config.Costs.Prices },
                OpenAIRealtime = read.OpenAIRealtime with { TranscriptionKeywords = keywords },
                Agent = read.Agent with { Process = process },
            }).ShouldBe(config);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_in_force_can_be_written_down_and_read_again() =>
        Prop.ForAll(ConfigurationGen.Any.ToArbitrary(), config =>
        {
            ConfigurationResult first = Sample.Parse(YamlText.Of(config));
            // The description writes each value as it would stand in the file; secrets and lists are not values to read back.
            // What the connection of the journal may be depends on its provider, and passwords in it are not shown.
            foreach (ConfigurationSetting setting in first.Settings.Where(CanBeReadAgain))
            {
                ConfigurationResult second = Sample.Parse(Sample.With(setting.Key, YamlText.Text(setting.Value!)));
                second.Settings.Single(other => other.Key == setting.Key).Value.ShouldBe(setting.Value);
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Garbage_gives_errors_and_never_an_exception()
    {
        Gen<string> garbage = Gen.Elements(
            "openai_realtime", "server", "port", "api_key", "turn_detection", "1.7", "true", "sk-", "${A}", "${", "%YAML 1.2", "é",
            ":", ": ", "\n", "\n  ", "\n    ", "- ", "[", "]", "{", "}", ",", "\"", "'", "#", "&a ", "*a", "!t ", "|", ">", "|\n  ", "---",
            "...", "? ", "\t", "\r", "\0", "\u0085", "\uFEFF", "\uD800", "<<", "~", "@", "`", "\\x").ListOf().Select(string.Concat);
        Prop.ForAll(garbage.ToArbitrary(), yaml =>
        {
            ConfigurationResult result = Sample.Parse(yaml);
            result.IsValid.ShouldBeFalse();
            result.Errors.ShouldNotBeEmpty();
            foreach (ConfigurationIssue error in result.Errors) error.ToString().ShouldNotContain('\n');
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));
    }

    [Fact]
    public void A_configuration_with_a_piece_torn_out_never_throws() =>
        Prop.ForAll(ConfigurationGen.Any.ToArbitrary(), ArbMap.Default.ArbFor<(NonNegativeInt, NonNegativeInt)>(), (config, cut) =>
        {
            string yaml = YamlText.Of(config);
            int from = cut.Item1.Get * 37 % yaml.Length;
            ConfigurationResult result = Sample.Parse(yaml.Remove(from, Math.Min(cut.Item2.Get, yaml.Length - from)));
            result.IsValid.ShouldBe(result.Errors.Count == 0);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    private static bool CanBeReadAgain(ConfigurationSetting setting) =>
        setting.Value is not (null or "")
        && setting.Default != "[]"
        && !setting.Key.EndsWith("_key", StringComparison.Ordinal)
        && !setting.Key.EndsWith("token", StringComparison.Ordinal)
        && !setting.Key.EndsWith("secret", StringComparison.Ordinal)
        && !setting.Key.EndsWith("pin", StringComparison.Ordinal)
        && setting.Key != "agent.gateway"
        && !setting.Key.Contains("turn_detection", StringComparison.Ordinal)
        && !setting.Key.StartsWith("journal.", StringComparison.Ordinal)
        && !setting.Key.StartsWith("costs.prices.", StringComparison.Ordinal)
        && !setting.Value.Contains("(hidden)", StringComparison.Ordinal);
}
