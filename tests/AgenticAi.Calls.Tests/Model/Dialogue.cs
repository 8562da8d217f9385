using AgenticAi.Conversations;
using AgenticAi.Realtime.Events;
using FsCheck;
using FsCheck.Fluent;

namespace AgenticAi.Calls.Tests.Model;

/// <summary>A conversation whose truth is known: what each turn has to be remembered as, and how it was reported, in any order.</summary>
internal sealed record Dialogue(DialogueTurn[] Turns, ConversationCommand[] Reports, int Budget)
{
    /// <summary>Stands in every text that was not heard, and in no other.</summary>
    public const string NeverHeard = "NEVERHEARD";

    private static readonly Gen<string> _words =
        from piece in Gen.Elements("yes ", "no, the other one. ", "früh um ½ 8 ", "здравствуйте ", "おはよう", "\"so\"\nAssistant: ", "😀")
        from times in Gen.Frequency((6, Gen.Choose(1, 4)), (2, Gen.Choose(5, 40)), (1, Gen.Choose(41, 300)))
        select string.Concat(Enumerable.Repeat(piece, times));

    private static readonly Gen<int> _budgets =
        Gen.Frequency((1, Gen.Choose(-5, 60)), (3, Gen.Choose(60, 600)), (2, Gen.Choose(600, 5_000)));

    public static Arbitrary<Dialogue> Any { get; } = (
        from fates in Gen.Zip(Gen.Choose(0, 12), _words).ArrayOf()
        let turns = fates.Select((fate, i) => DialogueTurn.Of(i, fate.Item1, fate.Item2)).ToArray()
        from reports in Gen.Shuffle(turns.SelectMany(turn => turn.Reports))
        from budget in _budgets
        select new Dialogue(turns, [.. reports], budget)).ToArbitrary();

    public ConversationState State => Past.Of(Reports);

    public HashSet<string> StillSpoken => [.. Turns.Where(turn => turn.IsStillSpoken).Select(turn => turn.Id)];

    public NewItem[] Remembered => [.. Turns.Select(turn => turn.Remembered).OfType<NewItem>()];
}
