namespace AgenticAi.Configuration.Reading;

/// <summary>Keys that are understood, with one value only.</summary>
internal static class FixedKinds
{
    /// <summary>A flag of which only one position is offered; the rule says why.</summary>
    public static ValueKind<bool> Only(bool offered, string allowed) => new(
        allowed,
        text => Kinds.Flag.Parse(text) switch
        {
            { IsValue: true } parsed when parsed.Value == offered => parsed,
            { IsValue: false } => Parsed<bool>.No(Kinds.Flag.Allowed),
            _ => Parsed<bool>.No(),
        },
        Kinds.Flag.Show);
}
