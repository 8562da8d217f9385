namespace AgenticAi.Intents.Rules.Entities;

/// <summary>An entity among words.</summary>
/// <param name="Kind">What it is, as in <see cref="Conversations.Entity.Kind"/>.</param>
/// <param name="Start">Its first word; a preposition before it is not counted.</param>
/// <param name="Length">How many words it has.</param>
internal readonly record struct Found(string Kind, int Start, int Length)
{
    public int End => Start + Length;

    /// <summary>Whether one may stand where the other stood: names are all alike to the rules.</summary>
    public bool CanReplace(Found other) => Family(Kind) == Family(other.Kind);

    /// <summary>Whether one may stand there if there is nothing nearer: "five" may be a time, "five people" hardly.</summary>
    public bool MayReplace(Found other) => Kind == "number" && other.Kind == "time";

    private static string Family(string kind) => kind is "person" or "place" or "thing" ? "name" : kind;
}
