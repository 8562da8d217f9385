using System.Text;

namespace AgenticAi.Calls.Turns;

/// <summary>
/// Words with which listeners say that they are listening, and want nothing: "mm-hm". Lists per language, each with the sounds that
/// transcription models write for it. Whatever is not made of these words alone ("stop", "wait", "no", "yes, but") is meant to interrupt.
/// A bare yes stands in no list but where listeners use it as a sound: it may be an answer.
/// </summary>
/// <remarks>
/// The words are the most frequent continuers and acknowledgements of spoken corpora (Switchboard's "b" acts for English,
/// https://web.stanford.edu/~jurafsky/ws97/manual.august1.html, and their counterparts).
/// </remarks>
public static class Backchannels
{
    /// <summary>The longest phrase has so many words.</summary>
    private const int LongestPhrase = 3;

    /// <summary>The lists by language (ISO 639-1).</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Languages { get; } = new Dictionary<string, IReadOnlyList<string>>
    {
        ["en"] =
        [
            "mm", "mmm", "mm hm", "mm hmm", "mmhm", "mmhmm", "mhm", "mhmm", "hm", "hmm", "hmmm", "uh huh", "uhhuh", "uhuh", "ah", "aha", "oh",
            "yeah", "yep", "yup", "okay", "ok", "right", "i see", "sure", "got it", "alright", "all right", "oh okay", "really", "wow", "cool",
        ],
        ["de"] =
        [
            "mhm", "mh", "hm", "hmm", "aha", "ach so", "achso", "ah ja", "ach", "okay", "genau", "gut", "alles klar", "verstehe", "stimmt", "klar",
            "na gut", "soso",
        ],
        ["es"] = ["ajá", "aja", "mm", "mhm", "hm", "ah", "ya", "vale", "claro", "ok", "okay", "entiendo", "ah ya", "de acuerdo", "bien", "eso es"],
        ["fr"] = ["mm", "mmh", "mhm", "hm", "hum", "hmm", "ah", "ah bon", "ouais", "d accord", "ok", "okay", "je vois", "bien", "très bien", "voilà"],
        ["it"] = ["mh", "mhm", "mm", "hm", "ah", "ok", "okay", "certo", "capisco", "capito", "va bene", "ho capito", "bene", "già", "ecco"],
        ["pt"] = ["hum", "uhum", "ahã", "aham", "hm", "mhm", "tá", "tá bom", "tá bem", "certo", "ok", "okay", "pois", "pois é", "entendi", "claro", "sei"],
        ["ja"] =
        [
            "はい", "はいはい", "うん", "うんうん", "ええ", "へえ", "へー", "ほう", "ああ", "あー", "なるほど", "そうですか", "そうなんですね", "そうですね", "そっか", "ふーん",
        ],
    };

    private static readonly HashSet<string> Known = [.. Languages.Values.SelectMany(words => words)];

    /// <summary>True when a transcript is made of nothing but such words, of any of the languages.</summary>
    public static bool Includes(string transcript)
    {
        ArgumentNullException.ThrowIfNull(transcript);
        string[] words = WordsOf(transcript);
        int at = 0;
        while (at < words.Length)
        {
            int length = Math.Min(LongestPhrase, words.Length - at);
            while (length > 0 && !Known.Contains(string.Join(' ', words, at, length))) length--;
            if (length == 0) return false;
            at += length;
        }

        return words.Length > 0;
    }

    private static string[] WordsOf(string transcript)
    {
        var words = new StringBuilder(transcript.Length);
        foreach (char letter in transcript.Normalize().ToLowerInvariant()) words.Append(char.IsLetter(letter) || letter == 'ー' ? letter : ' ');
        return words.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }
}
