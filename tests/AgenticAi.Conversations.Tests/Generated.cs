using AgenticAi.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace AgenticAi.Conversations.Tests;

/// <summary>Commands in any order, about few ids, so that they repeat and contradict each other.</summary>
internal static class Generated
{
    private static readonly Gen<string> Item = Gen.Elements("i1", "i2", "i3", "i4", "i5");
    private static readonly Gen<string> Id = Gen.Elements("x1", "x2", "x3");
    private static readonly Gen<string> Text = Gen.Elements("", "yes", "no, the other one", "früh um ½ 8");
    private static readonly Gen<long> Ms = Gen.Choose(-100, 5_000).Select(ms => (long)ms);
    private static readonly Gen<bool> Bool = Gen.Elements(true, false);

    private static readonly Gen<ConversationCommand> Ordinary = Gen.OneOf(
        Gen.Constant<ConversationCommand>(Story.Start),
        Id.Select(id => (ConversationCommand)new ResumeConversation(id, "back")),
        from item in Item
        from previous in Gen.OneOf(Item.Select(id => (string?)id), Gen.Constant<string?>(null))
        from role in Gen.Elements(Enum.GetValues<ItemRole>())
        select (ConversationCommand)new HearItem(item, previous, role),
        from item in Item from ms in Ms select (ConversationCommand)new CallerStartsSpeaking(item, ms),
        from item in Item from ms in Ms select (ConversationCommand)new CallerStopsSpeaking(item, ms),
        from item in Item from text in Text select (ConversationCommand)new TranscribeCaller(item, text),
        from item in Item from code in Id select (ConversationCommand)new FailTranscription(item, code),
        from item in Item from response in Id from text in Text select (ConversationCommand)new AssistantTranscript(item, response, text),
        from item in Item from ms in Ms from cut in Bool select (ConversationCommand)new AssistantHeard(item, ms, cut ? "y" : null, cut),
        Gen.Elements("1", "#").Select(digit => (ConversationCommand)new PressDigit(digit)),
        from id in Id from text in Text select (ConversationCommand)new RequestSpeech(id, text, "api"),
        from id in Id
        from outcome in Gen.Elements(SpeechOutcome.Spoken, SpeechOutcome.Dropped("busy"))
        select (ConversationCommand)new ReportSpeech(id, outcome),
        Id.Select(id => (ConversationCommand)new ConnectModel(id, "m")),
        Gen.OneOf(Id.Select(id => (string?)id), Gen.Constant<string?>(null)).Select(id => (ConversationCommand)new LoseModel("gone", id)),
        Id.Select(id => (ConversationCommand)new ReportUsage(id, new TokenUsage(3, 2, 1, 1, 1, 1, 0, 0))),
        from item in Item
        from seconds in Gen.Elements<decimal?>(null, 0.37m, 12)
        select (ConversationCommand)new ReportTranscriptUsage(item, new TranscriptUsage(seconds, 0, 40, 7)),
        Gen.Choose(0, 9).Select(spent => (ConversationCommand)new ReportDaySpending(
            new DaySpending(DaySpending.DayOf(new ManualTimeProvider().GetUtcNow()), spent / 10m))),
        Gen.Elements(0.0003m, 0.0009m, 9m).Select(limit => (ConversationCommand)new AdoptPolicy(BudgetStories.TightPolicy(limit))),
        Id.Select(id => (ConversationCommand)new NoteProblem(id, "m")));

    private static readonly Gen<Intent> Wish =
        from kind in Gen.Elements(Enum.GetValues<IntentKind>())
        from text in Gen.Elements("book a table", "send it", "pay the bill")
        from confidence in Gen.Elements(0.3, 0.9)
        from askBack in Gen.Elements(true, false, false)
        let isCommand = kind is IntentKind.Command or IntentKind.Correction
        select new Intent(kind, isCommand ? text : null, [], confidence, askBack && isCommand);

    private static readonly Gen<string> AnyCommand = Gen.OneOf(Item, Id).Select(id => $"{id}.command");

    private static readonly Gen<ConversationCommand> OfWork = Gen.OneOf(
        from item in Item from wish in Wish select (ConversationCommand)new ReportIntent(item, wish, "rules"),
        from item in Item from wish in Wish select (ConversationCommand)new ReportIntent(item, wish, "rules"),
        Item.Select(item => (ConversationCommand)new FailIntent(item, "no answer")),
        from call in Id
        from item in Item
        from text in Gen.Elements("book a table", "send it", "")
        select (ConversationCommand)new AskAgent(call, item, text),
        Bool.Select(right => (ConversationCommand)new TryPin(right)),
        AnyCommand.Select(id => (ConversationCommand)new ReportSlow(id)),
        from id in AnyCommand
        from outcome in Gen.Elements<CommandOutcome>(
            new CommandOutcome.Completed("done"), new CommandOutcome.Completed(""), new CommandOutcome.Failed("broken"),
            new CommandOutcome.TimedOut(5))
        select (ConversationCommand)new ReportCommand(id, outcome),
        Gen.Constant<ConversationCommand>(new RecallEarlier([])),
        Gen.Constant<ConversationCommand>(new NoteRestart()));

    private static readonly Gen<CommandPolicy> AnyPolicy =
        from road in Gen.Elements(Enum.GetValues<CommandRoad>())
        from allowed in Gen.Elements(true, true, true, false)
        from pin in Bool
        from confirm in Gen.Elements("send", "*", "sing")
        from running in Gen.Choose(1, 3)
        from most in Gen.Choose(1, 6)
        from end in Gen.Elements(Enum.GetValues<JobsAtHangUp>())
        select new CommandPolicy
        {
            Road = road,
            IsCallerAllowed = allowed,
            NeedsPin = pin,
            PinAttempts = 2,
            ConfirmWords = new WordList([confirm]),
            MaxRunning = running,
            MaxCommands = most,
            AtHangUp = end,
        };

    /// <summary>A policy, and up to some hundred commands in which the caller wants things done.</summary>
    public static Arbitrary<(CommandPolicy Policy, ConversationCommand[] Commands)> Work { get; } = (
        from policy in AnyPolicy
        from commands in Gen.Frequency(
            (20, Ordinary), (40, OfWork),
            (1, Gen.Constant<ConversationCommand>(new EndConversation(CallEndReason.CallerHungUp, null)))).ArrayOf()
        select (policy, commands)).ToArbitrary();

    private static readonly Gen<ConversationCommand> Command = Gen.Frequency(
        (40, Ordinary), (20, OfWork), (1, Gen.Constant<ConversationCommand>(new AdoptPolicy(EventSamples.Policy))),
        (1, Gen.Constant<ConversationCommand>(new EndConversation(CallEndReason.CallerHungUp, null))));

    /// <summary>Up to some hundred commands; about one in forty ends the conversation, and more may follow.</summary>
    public static Arbitrary<ConversationCommand[]> Commands { get; } = Command.ArrayOf().ToArbitrary();

    /// <summary>A consistent conversation of up to 20 items that follow each other, its reports shuffled.</summary>
    public static Arbitrary<(int Items, ConversationCommand[] Shuffled)> Dialogues { get; } = (
        from count in Gen.Choose(1, 20)
        from shuffled in Gen.Shuffle(Dialogue(count))
        select (count, shuffled.ToArray())).ToArbitrary();

    /// <summary>
    /// Up to four sessions of up to nine items each, named in the order in which they were said and reported in any order; the first
    /// of a session follows nothing, something restored, or any item of an earlier session.
    /// </summary>
    public static Arbitrary<ConversationCommand[][]> Sessions { get; } = (
        from count in Gen.Choose(1, 4)
        from sessions in Gen.CollectToArray(Enumerable.Range(0, count), Session)
        select sessions).ToArbitrary();

    private static Gen<ConversationCommand[]> Session(int session) =>
        from count in Gen.Choose(1, 9)
        from first in Gen.OneOf(
            Gen.Elements<string?>(null, RestoredItems.IdOf(7)),
            from earlier in Gen.Choose(0, Math.Max(0, session - 1))
            from item in Gen.Choose(0, 8)
            select (string?)(session == 0 ? null : $"{earlier}.{item}"))
        from shuffled in Gen.Shuffle(Enumerable.Range(0, count).SelectMany(i => new ConversationCommand[]
        {
            new HearItem($"{session}.{i}", i == 0 ? first : $"{session}.{i - 1}", ItemRole.Caller),
            new TranscribeCaller($"{session}.{i}", $"words {i}"),
        }))
        select shuffled.ToArray();

    private static ConversationCommand[] Dialogue(int items) =>
        [.. Enumerable.Range(0, items).SelectMany(i => i % 2 == 0 ? Caller(i) : Assistant(i))];

    private static ConversationCommand[] Caller(int i) =>
    [
        new HearItem($"i{i}", i == 0 ? null : $"i{i - 1}", ItemRole.Caller),
        new CallerStartsSpeaking($"i{i}", i * 1_000),
        new CallerStopsSpeaking($"i{i}", (i * 1_000) + 500),
        new TranscribeCaller($"i{i}", $"words {i}"),
    ];

    private static ConversationCommand[] Assistant(int i) =>
    [
        new HearItem($"i{i}", $"i{i - 1}", ItemRole.Assistant),
        new AssistantTranscript($"i{i}", $"r{i}", $"words {i}"),
        new AssistantHeard($"i{i}", i, null, Interrupted: false),
    ];
}
