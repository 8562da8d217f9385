using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using AgenticAi.Configuration;
using AgenticAi.Conversations;
using AgenticAi.Hosting;
using AgenticAi.Intents.Evaluation;
using Spectre.Console;

namespace AgenticAi.Commands;

/// <summary><c>intents evaluate</c>: asks an analyser every utterance of the labelled set and prints how well it understood.</summary>
internal static class IntentsCommand
{
    private const string Rules = "rules";

    public static Command Build(ConfigOption config) =>
        new("intents", "How well callers are understood.") { BuildEvaluate(config) };

    private static Command BuildEvaluate(ConfigOption config)
    {
        var analyzer = new Option<string>("--analyzer")
        {
            Description = "Who is asked; openai and gemini take key, model and time limit from the configuration.",
            DefaultValueFactory = _ => Rules,
        };
        analyzer.AcceptOnlyFromAmong(Rules, "openai", "gemini");
        var json = new JsonOption();
        var command = new Command("evaluate", "Print how well an analyser understands the labelled set.") { analyzer, json };
        command.SetAction(async (parsed, cancelled) =>
        {
            var output = CommandOutput.Of(parsed);
            using SocketsHttpHandler connections = OutboundHttp.NewHandler();
            using HttpClient http = OutboundHttp.ClientOf(connections);
            IntentsConfig? chosen = SettingsOf(parsed.GetRequiredValue(analyzer), parsed.GetRequiredValue(config), output);
            if (chosen is not { } settings) return ExitCode.Failure;
            IIntentAnalyzer asked = IntentAnalyzers.Of(settings, http)!;
            EvaluationReport report = await Evaluator.RunAsync(asked, LabelledSet.All, settings.TimeLimit, TimeProvider.System, cancelled);
            Print(output, report, parsed.GetValue(json));
            return ExitCode.Success;
        });
        return command;
    }

    /// <summary>The rules need no configuration; the others do, and a key in it.</summary>
    private static IntentsConfig? SettingsOf(string analyzer, string configPath, CommandOutput output)
    {
        if (analyzer == Rules) return new IntentsConfig();
        if (LoadedConfiguration.ReadOrExplain(configPath, output) is not { Intents: var intents }) return null;
        bool isOpenAI = analyzer == "openai";
        if (!(isOpenAI ? intents.OpenAI.ApiKey : intents.Gemini.ApiKey).IsEmpty)
            return intents with { Analyzer = isOpenAI ? IntentAnalyzerSetting.OpenAI : IntentAnalyzerSetting.Gemini };
        output.Errors.WriteLine($"intents.{analyzer}.api_key is not set.");
        return null;
    }

    private static void Print(CommandOutput output, EvaluationReport report, bool asJson)
    {
        if (asJson)
        {
            output.Text.WriteLine(JsonSerializer.Serialize(EvaluationDocument.Of(report), CommandJson.Default.EvaluationDocument));
            return;
        }

        output.Screen.Write(TableOf(report));
        foreach (Judgement failure in report.Failures)
        {
            string sort = failure.IsFalseCommand ? "FALSE COMMAND" : "failed";
            output.Text.WriteLine($"{sort}  {failure.Utterance.Id}  \"{failure.Utterance.Text}\": {failure.Fault}");
        }
    }

    private static Table TableOf(EvaluationReport report)
    {
        Table table = new Table().RoundedBorder().Title(report.Analyzer).AddColumns("part", "right", "of", "accuracy", "false commands");
        foreach (Score score in (Score[])[report.All, report.Tuned, report.HeldOut, .. report.Categories])
        {
            table.AddRow(
                score.Name, score.Right.ToString(CultureInfo.InvariantCulture), score.Total.ToString(CultureInfo.InvariantCulture),
                score.Accuracy.ToString("P1", CultureInfo.InvariantCulture), score.FalseCommands.ToString(CultureInfo.InvariantCulture));
        }

        return table;
    }
}
