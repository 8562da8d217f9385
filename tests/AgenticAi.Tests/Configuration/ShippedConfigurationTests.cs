using System.Globalization;
using AgenticAi.Configuration;
using AgenticAi.Conversations;

namespace AgenticAi.Tests.Configuration;

/// <summary>The files at the root of the repository.</summary>
public class ShippedConfigurationTests
{
    private static readonly (string, string)[] TwoVariables = [("OPENAI_API_KEY", Sample.ApiKey), ("TWILIO_AUTH_TOKEN", "token")];

    private readonly string _yaml = RepositoryFiles.Read("config.yaml");

    [Fact]
    public void Two_variables_are_enough()
    {
        ConfigurationResult result = Sample.Parse(_yaml, TwoVariables);
        result.Errors.ShouldBeEmpty();
        result.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void It_says_what_the_program_would_do_without_it()
    {
        AgenticAiConfig shipped = Sample.Valid(_yaml, TwoVariables);
        AgenticAiConfig defaults = Sample.Valid(
            "openai_realtime: { api_key: \"${OPENAI_API_KEY}\" }\ntwilio: { auth_token: token }", TwoVariables);
        (shipped with
        {
            OpenAIRealtime = shipped.OpenAIRealtime with
            {
                SystemInstruction = defaults.OpenAIRealtime.SystemInstruction,
                TranscriptionKeywords = defaults.OpenAIRealtime.TranscriptionKeywords,
            },
            Intents = shipped.Intents with { OpenAI = shipped.Intents.OpenAI with { ApiKey = defaults.Intents.OpenAI.ApiKey } },
            Agent = shipped.Agent with { Process = defaults.Agent.Process },
            Commands = shipped.Commands with { AllowedCallers = defaults.Commands.AllowedCallers, Confirm = defaults.Commands.Confirm },
            Costs = shipped.Costs with { PricesAsOf = null, Prices = defaults.Costs.Prices },
        }).ShouldBe(defaults);
        shipped.Intents.OpenAI.ApiKey.Reveal().ShouldBe(Sample.ApiKey, "the key of the voice model is at hand should rules not be enough");
        shipped.Agent.Process.Arguments.ShouldBeEmpty();
        shipped.Agent.Process.Environment.ShouldBeEmpty();
        (shipped.Agent.Process.Program + shipped.Agent.Process.Directory).ShouldBe("");
        shipped.Commands.AllowedCallers.ShouldBeEmpty();
        shipped.Commands.Confirm.ShouldBeEmpty();
        shipped.OpenAIRealtime.TranscriptionKeywords.ShouldBeEmpty();
    }

    [Fact]
    public void It_shows_every_key_but_the_one_of_the_other_turn_detection() =>
        Sample.Parse(_yaml, TwoVariables).Settings.Where(setting => !setting.IsSet && setting.Value is not null).ShouldBeEmpty();

    [Fact]
    public void Its_prices_are_complete_for_its_models_and_are_those_of_the_document()
    {
        AgenticAiConfig shipped = Sample.Valid(_yaml, TwoVariables);
        IReadOnlyList<ModelPrice> prices = shipped.Costs.Prices;
        prices.ShouldContain(price => price.Model == shipped.OpenAIRealtime.Model && price.CoversConversation);
        prices.ShouldContain(price => price.Model == shipped.OpenAIRealtime.TranscriptionModel && price.CoversTranscription);
        string page = RepositoryFiles.Read("docs/costs.md");
        page.ShouldContain($"read on {shipped.Costs.PricesAsOf:yyyy-MM-dd}");
        foreach (ModelPrice price in prices)
        {
            page.ShouldContain(price.AudioInPerMinute is { } minute
                ? string.Create(CultureInfo.InvariantCulture, $"| `{price.Model}` | | | {minute} |")
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"| `{price.Model}` | {price.TextIn} / {price.TextCached} / {price.TextOut} "
                    + $"| {price.AudioIn} / {price.AudioCached} / {price.AudioOut} | |"));
        }
    }

    [Fact]
    public void Without_variables_the_errors_name_them()
    {
        string[] errors = Sample.Errors(_yaml);
        errors.Length.ShouldBe(2);
        errors[0].ShouldContain("openai_realtime.api_key: the variable OPENAI_API_KEY is not set");
        errors[1].ShouldContain("TWILIO_AUTH_TOKEN");
    }

    [Fact]
    public void The_example_of_variables_is_well_formed_and_names_only_those_in_use()
    {
        EnvironmentFile example = EnvironmentFile.Parse(RepositoryFiles.Read(".env.example"), ".env.example");
        example.Errors.ShouldBeEmpty();
        example.Warnings.ShouldBeEmpty();
        example.Names.ShouldContain("OPENAI_API_KEY");
        example.Names.ShouldContain("TWILIO_AUTH_TOKEN");
        foreach (string name in example.Names) _yaml.ShouldContain("${" + name);
    }
}
