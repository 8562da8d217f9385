using AgenticAi.Conversations;
using AgenticAi.Intents.Evaluation;
using AgenticAi.Intents.Rules;

namespace AgenticAi.Intents.Tests.Rules;

/// <summary>
/// Holds what was measured. A change of the rules that loses an utterance is seen; one that wins some moves the figures up.
/// </summary>
public sealed class LabelledSetTests
{
    /// <summary>All there are. Those of the part held out stay as they are: to mend them would be to make the rules for them.</summary>
    private static readonly string[] KnownFailures =
    [
        "held-out/f2: understood as Chat",
        "held-out/p4: 'mind' is in it",
        "held-out/u2: understood as Chat",
        "held-out/k6: understood as Chat",
    ];

    [Fact]
    public async Task Only_the_known_utterances_are_not_understood()
    {
        EvaluationReport report = await EvaluateAsync(new RulesAnalyzer());
        report.Failures.Select(failure => $"{failure.Utterance.Id}: {failure.Fault}").ShouldBe(KnownFailures, ignoreOrder: true);
    }

    [Fact]
    public async Task Nothing_is_done_that_must_not_be_done() =>
        (await EvaluateAsync(new RulesAnalyzer())).All.FalseCommands.ShouldBe(0);

    [Fact]
    public void The_set_is_large_and_a_third_of_it_is_held_out()
    {
        LabelledSet.All.Length.ShouldBeGreaterThanOrEqualTo(400);
        LabelledUtterance[] heldOut = [.. LabelledSet.All.Where(utterance => utterance.IsHeldOut)];
        heldOut.Length.ShouldBeInRange(LabelledSet.All.Length * 3 / 10, LabelledSet.All.Length / 2);
        LabelledSet.All.Select(utterance => utterance.Id).ShouldBeUnique();
        string[] categories = [.. LabelledSet.All.Select(utterance => utterance.Category).Distinct()];
        foreach (string wanted in (string[])["greeting", "chat", "command", "negation", "correction", "multi-part", "unclear", "original"])
            categories.ShouldContain(wanted);
        heldOut.Select(utterance => utterance.Category).Distinct().ShouldBe(categories, ignoreOrder: true);
    }

    [Fact]
    public async Task An_analyser_that_acts_on_everything_is_found_out()
    {
        EvaluationReport report =
            await EvaluateAsync(new Scripted(question => new Intent(IntentKind.Command, question.Text, [], 1, AskBack: false)));
        report.All.FalseCommands.ShouldBeGreaterThan(200);
        report.All.Accuracy.ShouldBeLessThan(0.4);
        report.Failures.Count().ShouldBe(report.All.Total - report.All.Right);
    }

    [Fact]
    public async Task No_answer_is_wrong_and_never_a_false_command()
    {
        EvaluationReport report = await EvaluateAsync(new Scripted(_ => throw new IntentAnalysisException("the line is dead")));
        report.All.Right.ShouldBe(0);
        report.All.FalseCommands.ShouldBe(0);
        report.Failures.First().Fault.ShouldBe("no answer: the line is dead");
    }

    [Theory]
    [InlineData("call Bob", false, null)]
    [InlineData("call Robert", false, "'bob' is missing")]
    [InlineData("call Bob and Alice", false, "'alice' is in it")]
    [InlineData("call Bob", true, "asks back")]
    public void A_command_is_judged_by_its_words(string command, bool asksBack, string? fault)
    {
        LabelledUtterance utterance =
            LabelledSet.All[0] with { Kinds = [IntentKind.Command], Has = ["bob"], HasNot = ["alice"], AsksBack = false };
        new Judgement(utterance, new Intent(IntentKind.Command, command, [], 1, asksBack), NoAnswer: null).Fault.ShouldBe(fault);
    }

    private static Task<EvaluationReport> EvaluateAsync(IIntentAnalyzer analyzer) => Evaluator.RunAsync(
        analyzer, LabelledSet.All, TimeSpan.FromMinutes(1), TimeProvider.System, TestContext.Current.CancellationToken);

    private sealed class Scripted(Func<IntentQuestion, Intent> answer) : IIntentAnalyzer
    {
        public string Name => "scripted";

        public Task<Intent> AnalyzeAsync(IntentQuestion question, CancellationToken cancellationToken) => Task.FromResult(answer(question));
    }
}
