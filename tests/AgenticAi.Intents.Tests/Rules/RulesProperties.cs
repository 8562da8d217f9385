using AgenticAi.Conversations;
using AgenticAi.Intents.Evaluation;
using FsCheck;
using FsCheck.Fluent;

namespace AgenticAi.Intents.Tests.Rules;

/// <summary>What holds for whatever somebody says.</summary>
public sealed class RulesProperties
{
    private static readonly string[] Plain = [.. LabelledSet.All.Where(IsPlainImperative).Select(utterance => utterance.Text)];

    /// <summary>Words of the set thrown together, with marks, noise and rubbish between them.</summary>
    private static readonly Gen<string> Babble = Gen
        .Elements([.. LabelledSet.All.SelectMany(utterance => utterance.Text.Split(' ')), "", ",", ".", "…", "?", "'", "[", "(", "\u0000",
            "ß", "🙂", "7", "--", "'s", "n't"])
        .ListOf().Select(words => string.Join(' ', words));

    private static readonly Gen<ConversationMemory> Memories = Gen.Elements([.. LabelledSet.All.Select(utterance => utterance.Memory)]);

    [Fact]
    public void Any_text_gets_a_well_formed_answer_and_the_same_one_twice() =>
        Prop.ForAll(Babble.ToArbitrary(), Memories.ToArbitrary(), (text, memory) =>
        {
            Intent intent = Understanding.Of(text, memory);
            bool isCommand = intent.Kind is IntentKind.Command or IntentKind.Correction;
            (intent.Command is not null).ShouldBe(isCommand);
            if (isCommand) intent.Command.ShouldNotBeNullOrWhiteSpace();
            if (!isCommand) intent.AskBack.ShouldBeFalse();
            intent.Confidence.ShouldBeInRange(0, 1);
            intent.Entities.ShouldAllBe(entity => entity.Value.Length > 0);
            Understanding.Of(text, memory).ShouldBe(intent);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Fact]
    public void Text_of_any_length_is_read()
    {
        Understanding.Of(string.Concat(Enumerable.Repeat("no wait sorry call Bob, ", 50_000))).ShouldNotBeNull();
        Understanding.Of(new string('a', 1_000_000)).Kind.ShouldBe(IntentKind.Unclear);
        Understanding.Of(string.Concat(Enumerable.Repeat("the ", 100_000))).Kind.ShouldBe(IntentKind.Unclear);
    }

    [Fact]
    public void A_negated_command_is_none_whatever_the_command()
    {
        Plain.Length.ShouldBeGreaterThan(30);
        foreach (string negation in (string[])["don't ", "please do not ", "No, don't ", "I don't want you to ", "you don't have to ",
            "never "])
            foreach (string text in Plain)
                Understanding.Of(negation + text).Kind.ShouldBeOneOf([IntentKind.Chat, IntentKind.Decline, IntentKind.Cancel],
                    negation + text);
    }

    [Fact]
    public void A_quoted_or_supposed_command_is_none_whatever_the_command()
    {
        foreach (string frame in (string[])["my wife told me to ", "he said ", "what if I said ", "I forgot to ", "if I asked you to ",
            "I was going to ", "how do I "])
            foreach (string text in Plain)
                Understanding.Of(frame + text).Kind.ShouldBe(IntentKind.Chat, frame + text);
    }

    [Fact]
    public void A_polite_command_is_the_same_command()
    {
        foreach (string frame in (string[])["please ", "could you ", "Hello, would you please ", "um so can you ", "I'd like you to "])
            foreach (string text in Plain)
                Understanding.Of(frame + text).Command.ShouldBe(Understanding.Of(text).Command, frame + text);
    }

    [Fact]
    public void A_command_that_is_taken_back_at_once_is_none()
    {
        foreach (string end in (string[])[", no wait, forget it", ". No, never mind.", ". Stop, cancel that."])
            foreach (string text in Plain)
                Understanding.Of(text.TrimEnd('.') + end).Kind.ShouldBe(IntentKind.Cancel, text + end);
    }

    [Fact]
    public void Talk_stays_talk_whatever_was_asked_for_before()
    {
        LabelledUtterance[] talk = [.. LabelledSet.All.Where(utterance =>
            utterance.Memory is { Commands.IsEmpty: true, Turns.IsEmpty: true }
                && utterance.Kinds.All(kind => kind is IntentKind.Chat or IntentKind.Unclear))];
        talk.Length.ShouldBeGreaterThan(80);
        foreach (RememberedCommand before in (RememberedCommand[])
            [
                Understanding.Done("book a table for two at Luigi's on Friday at eight", "Booked. Bob was asked for, not Alice."),
                Understanding.Running("send the report to Bob tomorrow"), Understanding.Held("call Alice at nine"),
            ])
        {
            foreach (LabelledUtterance utterance in talk)
                Understanding.Of(utterance.Text, before).Kind.ShouldBeOneOf([IntentKind.Chat, IntentKind.Unclear], utterance.Text);
        }
    }

    private static bool IsPlainImperative(LabelledUtterance utterance) =>
        utterance.Category == "command" && char.ToLowerInvariant(utterance.Text[0]) == utterance.Text[0]
        && !utterance.Text.StartsWith("uh", StringComparison.Ordinal) && !utterance.Text.StartsWith("um", StringComparison.Ordinal)
        && !utterance.Text.StartsWith("so ", StringComparison.Ordinal) && !utterance.Text.StartsWith("if ", StringComparison.Ordinal)
        && !utterance.Text.StartsWith("don't", StringComparison.Ordinal);
}
