using System.Text.Json.Nodes;
using AgenticAi.Conversations;
using AgenticAi.Intents.Models;

namespace AgenticAi.Intents.Tests.Models;

public sealed class QuestionDocumentTests
{
    [Fact]
    public void Memory_keeps_its_budget_and_the_newest_of_each_kind()
    {
        var memory = new ConversationMemory(
            [.. Enumerable.Range(0, 100).Select(i => Command($"earlier {i} {new string('e', 100)}"))],
            [.. Enumerable.Range(0, 100).Select(i => new RememberedWords(ItemRole.Caller, $"turn {i} {new string('t', 100)}"))],
            [.. Enumerable.Range(0, 20).Select(i => Command($"command {i} {new string('c', 100)}"))]);
        JsonNode document = JsonNode.Parse(QuestionDocument.Of(new IntentQuestion("again", memory)))!;
        document["commands"]!.AsArray().Count.ShouldBe(20, "what was asked for in this call comes before all else");
        document["turns"]!.AsArray()[^1]!["caller"]!.GetValue<string>().ShouldStartWith("turn 99 ");
        document["turns"]!.AsArray().Count.ShouldBeInRange(30, 60);
        document["earlier"]!.AsArray().Count.ShouldBe(0);
        QuestionDocument.Of(new IntentQuestion("again", memory)).Length.ShouldBeLessThan(QuestionDocument.MemoryBudget * 2);
    }

    [Fact]
    public void One_question_begins_as_the_one_before_it()
    {
        ConversationMemory before = ConversationMemory.None with { Turns = [new RememberedWords(ItemRole.Caller, "Hello.")] };
        ConversationMemory after = before with { Turns = before.Turns.Add(new RememberedWords(ItemRole.Assistant, "Hi.")) };
        string first = QuestionDocument.Of(new IntentQuestion("a", before));
        string second = QuestionDocument.Of(new IntentQuestion("b", after));
        int common = first.Zip(second).TakeWhile(pair => pair.First == pair.Second).Count();
        first[..common].ShouldContain("Hello.");
    }

    private static RememberedCommand Command(string text) => new(text, [], CommandStatus.Completed, Answer: null);
}
