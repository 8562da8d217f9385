using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AgenticAi.Calls.Model.Memory;
using AgenticAi.Conversations;
using AgenticAi.Realtime.Events;
using FsCheck;
using FsCheck.Fluent;

namespace AgenticAi.Calls.Tests.Model;

/// <summary>Whatever was said and in whatever order it was reported, these hold.</summary>
public sealed partial class RestoredMemoryProperties
{
    [Fact]
    public void The_items_never_take_more_than_the_budget() => Check((dialogue, items) =>
        items.Sum(TokensOf).ShouldBeLessThanOrEqualTo(Math.Max(0, dialogue.Budget)));

    [Fact]
    public void Earlier_turns_take_at_most_a_quarter_of_it() => Check((dialogue, items) =>
        items.OfType<SystemTextItem>().Sum(TokensOf).ShouldBeLessThanOrEqualTo(Math.Max(0, dialogue.Budget / 4)));

    [Fact]
    public void The_newest_turns_stand_whole_and_in_order_behind_at_most_one_message_about_the_others() => Check((dialogue, items) =>
    {
        NewItem[] whole = Whole(items);
        whole.ShouldBe(dialogue.Remembered.TakeLast(whole.Length));
        items.Count.ShouldBeLessThanOrEqualTo(whole.Length + 1);
    });

    [Fact]
    public void The_message_about_earlier_turns_tells_of_each_or_counts_it() => Check((dialogue, items) =>
    {
        if (items is not [SystemTextItem earlier, ..]) return;
        string[] lines = earlier.Text.Split('\n')[1..];
        int leftOut = lines.Length > 0 && LeftOut().Match(lines[0]) is { Success: true } match
            ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
            : 0;
        string[] told = leftOut > 0 ? lines[1..] : lines;
        (told.Length + leftOut).ShouldBe(dialogue.Remembered.Length - Whole(items).Length);
        told.ShouldAllBe(line => Quotation().IsMatch(line));
    });

    [Fact]
    public void Nothing_is_told_that_the_caller_did_not_hear() => Check((_, items) =>
        items.ShouldAllBe(item => !TextOf(item).Contains(Dialogue.NeverHeard, StringComparison.Ordinal)));

    [Fact]
    public void With_a_budget_that_is_large_enough_all_known_words_are_told() => Prop.ForAll(Dialogue.Any, dialogue =>
    {
        int enough = dialogue.Remembered.Sum(TokensOf);
        RestoredMemory.Of(dialogue.State, dialogue.StillSpoken, enough).Items.ShouldBe(dialogue.Remembered);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_newest_turn_is_whole_whenever_it_fits() => Check((dialogue, items) =>
    {
        if (dialogue.Remembered is [.., { } newest] && TokensOf(newest) <= dialogue.Budget) items[^1].ShouldBe(newest);
    });

    [Fact]
    public void An_answer_is_owed_when_the_caller_had_the_last_word() => Prop.ForAll(Dialogue.Any, dialogue =>
        RestoredMemory.Of(dialogue.State, dialogue.StillSpoken, dialogue.Budget).OwesAnswer
            .ShouldBe(dialogue.Turns.LastOrDefault(turn => turn.Counts) is { IsCallers: true })).QuickCheckThrowOnFailure();

    [Fact]
    public void Reports_that_contradict_each_other_give_a_memory_all_the_same() => Prop.ForAll(Contradictions, reports =>
    {
        RestoredConversation restored = RestoredMemory.Of(Past.Of(reports), new HashSet<string> { "i1", "i2", "x" }, 60);
        restored.Items.Sum(TokensOf).ShouldBeLessThanOrEqualTo(60);
        restored.Items.ShouldAllBe(item => TextOf(item).Trim().Length > 0);
    }).QuickCheckThrowOnFailure();

    /// <summary>What is reported of few items, each of them now the caller's and now the assistant's.</summary>
    private static Arbitrary<ConversationCommand[]> Contradictions { get; } = (
        from item in Gen.Choose(0, 4)
        from fate in Gen.Choose(0, 12)
        from reports in Gen.SubListOf(DialogueTurn.Of(item, fate, "words").Reports)
        from ends in Gen.Frequency((20, Gen.Constant(false)), (1, Gen.Constant(true)))
        select ends ? [.. reports, new EndConversation(CallEndReason.Operator, null)] : reports.ToArray())
        .ArrayOf().Select(reports => reports.SelectMany(some => some).ToArray()).ToArbitrary();

    private static void Check(Action<Dialogue, IReadOnlyList<NewItem>> holds) => Prop.ForAll(Dialogue.Any, dialogue =>
        holds(dialogue, RestoredMemory.Of(dialogue.State, dialogue.StillSpoken, dialogue.Budget).Items))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    private static NewItem[] Whole(IReadOnlyList<NewItem> items) => [.. items.SkipWhile(item => item is SystemTextItem)];

    private static int TokensOf(NewItem item) => 4 + (int)Math.Ceiling(Encoding.UTF8.GetByteCount(TextOf(item)) / 4.0);

    private static string TextOf(NewItem item) => item switch
    {
        UserTextItem user => user.Text,
        AssistantTextItem assistant => assistant.Text,
        SystemTextItem system => system.Text,
        _ => throw new ArgumentOutOfRangeException(nameof(item), item, "Nothing of this kind was said."),
    };

    [GeneratedRegex(@"^…\((\d+) turns? left out\)$")]
    private static partial Regex LeftOut();

    [GeneratedRegex("^(Caller|Assistant): \"[^\"]*\"$")]
    private static partial Regex Quotation();
}
