using AgenticAi.Intents.Rules.Language;

namespace AgenticAi.Intents.Tests.Rules;

public sealed class LexiconTests
{
    [Fact]
    public void Every_section_of_the_words_is_read_by_a_rule_and_every_rule_has_its_section()
    {
        IEnumerable<string> used = typeof(Lexicon).GetProperties()
            .Where(property => property.PropertyType == typeof(PhraseSet)).Select(property => property.Name.ToUpperInvariant());
        using Stream file = typeof(Lexicon).Assembly.GetManifestResourceStream("AgenticAi.Intents.English.txt").ShouldNotBeNull();
        using var reader = new StreamReader(file);
        IEnumerable<string> sections = reader.ReadToEnd().Split('\n').Where(line => line.StartsWith('['))
            .Select(line => line.Trim('[', ']').Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant());
        sections.ShouldBe(used, ignoreOrder: true);
    }

    [Theory]
    [InlineData("I'd like, don't! It's Bob's o'clock… 3 p.m. Dr. No?", "i would like do not it is bob's o'clock 3 pm dr no")]
    [InlineData("[noise] well (cough) — okay", "well okay")]
    [InlineData("bob@example.com.", "bob@example.com")]
    [InlineData("", "")]
    [InlineData(" , . … ?", "")]
    public void A_transcript_is_words(string text, string words) =>
        string.Join(' ', Transcript.Read(text).Select(word => word.Norm.TrimEnd('.'))).ShouldBe(words);

    [Fact]
    public void The_longest_phrase_wins_and_none_reaches_over_a_mark_or_into_a_word()
    {
        PhraseSet refusals = Lexicon.English.Refusals;
        refusals.Match(Transcript.Read("no thank you very much")).ShouldBe(3);
        refusals.Match(Transcript.Read("no, thank you")).ShouldBe(0);
        Lexicon.English.Verbs.Match(Transcript.Read("calling")).ShouldBe(0, "a verb inside a word is no verb");
        Lexicon.English.Verbs.Match(Transcript.Read("forget")).ShouldBe(0, "\"get\" was found in it once");
    }
}
