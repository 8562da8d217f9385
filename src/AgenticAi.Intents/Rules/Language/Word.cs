namespace AgenticAi.Intents.Rules.Language;

/// <summary>A word as the rules compare it and as it was said.</summary>
/// <param name="Norm">In small letters, without marks, contractions opened: the second word of "don't" is <c>not</c>.</param>
/// <param name="Text">As it was said; empty for the later words of an opened contraction.</param>
/// <param name="Mark">The mark behind it: one of <c>, . ? ! … : ;</c>, or <c>\0</c>.</param>
internal readonly record struct Word(string Norm, string Text, char Mark)
{
    /// <summary>Whether a sentence ends here.</summary>
    public bool EndsSentence => Mark is '.' or '?' or '!' or '…' or ';';

    /// <summary>Whether a part of a sentence ends here.</summary>
    public bool EndsPart => Mark != '\0';

    /// <summary>Whether it was written with a capital letter.</summary>
    public bool IsCapital => Text.Length > 0 && char.IsUpper(Text[0]);
}
