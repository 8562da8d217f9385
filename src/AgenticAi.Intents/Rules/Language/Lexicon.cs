using System.Globalization;
using System.Runtime.CompilerServices;

namespace AgenticAi.Intents.Rules.Language;

/// <summary>What the rules know of English, as English.txt says it. Each property is a section of that name.</summary>
internal sealed class Lexicon
{
    private readonly Dictionary<string, PhraseSet> _sections;

    private Lexicon(Dictionary<string, PhraseSet> sections) => _sections = sections;

    public static Lexicon English { get; } = Read();

    public PhraseSet Hesitations => Section();
    public PhraseSet Openers => Section();
    public PhraseSet Turns => Section();
    public PhraseSet Pauses => Section();
    public PhraseSet Greetings => Section();
    public PhraseSet Introductions => Section();
    public PhraseSet Thanks => Section();
    public PhraseSet Farewells => Section();
    public PhraseSet Yes => Section();
    public PhraseSet Confirmations => Section();
    public PhraseSet Assent => Section();
    public PhraseSet No => Section();
    public PhraseSet Refusals => Section();
    public PhraseSet Cancellations => Section();
    public PhraseSet Closers => Section();
    public PhraseSet Voice => Section();
    public PhraseSet VoiceTopics => Section();
    public PhraseSet DirectFrames => Section();
    public PhraseSet SoftFrames => Section();
    public PhraseSet GerundFrames => Section();
    public PhraseSet Wishes => Section();
    public PhraseSet NoWish => Section();
    public PhraseSet Determiners => Section();
    public PhraseSet NegatedFrames => Section();
    public PhraseSet Hypothetical => Section();
    public PhraseSet Reporting => Section();
    public PhraseSet Conditions => Section();
    public PhraseSet BeforeNoCommand => Section();
    public PhraseSet Auxiliaries => Section();
    public PhraseSet EndingVerbs => Section();
    public PhraseSet LiveQuestions => Section();
    public PhraseSet LiveTopics => Section();
    public PhraseSet QuestionWords => Section();
    public PhraseSet QuestionFrames => Section();
    public PhraseSet AboutTheVoice => Section();
    public PhraseSet Verbs => Section();
    public PhraseSet NounSigns => Section();
    public PhraseSet PersonVerbs => Section();
    public PhraseSet PersonPronouns => Section();
    public PhraseSet ThingPronouns => Section();
    public PhraseSet GivingVerbs => Section();
    public PhraseSet Subjects => Section();
    public PhraseSet AfterPronouns => Section();
    public PhraseSet LookingVerbs => Section();
    public PhraseSet EmptyObjects => Section();
    public PhraseSet SelfWords => Section();
    public PhraseSet Again => Section();
    public PhraseSet SameBut => Section();
    public PhraseSet SameObject => Section();
    public PhraseSet Positions => Section();
    public PhraseSet Corrections => Section();
    public PhraseSet Proposals => Section();
    public PhraseSet Repairs => Section();
    public PhraseSet StrongRepairs => Section();
    public PhraseSet Instead => Section();
    public PhraseSet Dangling => Section();
    public PhraseSet FunctionWords => Section();
    public PhraseSet Prepositions => Section();
    public PhraseSet PlacePrepositions => Section();
    public PhraseSet Journeys => Section();
    public PhraseSet NoNames => Section();
    public PhraseSet Titles => Section();
    public PhraseSet Weekdays => Section();
    public PhraseSet Months => Section();
    public PhraseSet Days => Section();
    public PhraseSet PartsOfDay => Section();
    public PhraseSet Moments => Section();
    public PhraseSet Halves => Section();
    public PhraseSet ClockWords => Section();
    public PhraseSet Spans => Section();
    public PhraseSet Digits => Section();
    public PhraseSet Numbers => Section();
    public PhraseSet Ordinals => Section();

    private static Lexicon Read()
    {
        var sections = new Dictionary<string, List<(string[], int)>>(StringComparer.OrdinalIgnoreCase);
        List<(string[], int)> section = [];
        using Stream file = typeof(Lexicon).Assembly.GetManifestResourceStream("AgenticAi.Intents.English.txt")!;
        using var reader = new StreamReader(file);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#') continue;
            if (line[0] == '[') sections.Add(line.Trim('[', ']').Replace(" ", "", StringComparison.Ordinal), section = []);
            else section.Add(Phrase(line));
        }

        return new Lexicon(sections.ToDictionary(part => part.Key, part => new PhraseSet(part.Value), StringComparer.OrdinalIgnoreCase));
    }

    private static (string[] Words, int Value) Phrase(string line)
    {
        string[] halves = line.Split(" = ");
        int value = halves.Length > 1 ? int.Parse(halves[1], CultureInfo.InvariantCulture) : 0;
        return ([.. Transcript.Read(halves[0]).Select(word => word.Norm)], value);
    }

    private PhraseSet Section([CallerMemberName] string name = "") => _sections[name];
}
