using System.Collections.Immutable;
using AgenticAi.Conversations;

namespace AgenticAi.Intents.Evaluation;

/// <summary>
/// What callers say, written down with its meaning before there were rules. The part in <c>utterances.tsv</c> was used to make them; the
/// part in <c>heldout.tsv</c> was not looked at for it, and tells how they do with what they have not met.
/// </summary>
/// <remarks>
/// Seven columns, parted by tabs: id, category, utterance, memory, kinds (<c>/</c> between those that are right), words of the command
/// (<c>!</c> before those that must not be in it), and <c>ask</c> where something is missing or <c>either</c> where people would not agree.
/// Memory is told apart by <c>||</c>: <c>command ...</c> runs, <c>command ?</c> waits for a yes, <c>command =&gt; answer</c> is done, and
/// <c>earlier:</c> before a command means a call before this one, <c>caller:</c> and <c>voice:</c> what was said in this one.
/// </remarks>
public static class LabelledSet
{
    private const int Columns = 7;

    /// <summary>Both parts, in the order of the files.</summary>
    public static ImmutableArray<LabelledUtterance> All { get; } =
        [.. Read("utterances.tsv", "tuned", isHeldOut: false), .. Read("heldout.tsv", "held-out", isHeldOut: true)];

    private static IEnumerable<LabelledUtterance> Read(string file, string part, bool isHeldOut)
    {
        using Stream stream = typeof(LabelledSet).Assembly.GetManifestResourceStream("AgenticAi.Intents." + file)!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#') continue;
            string[] cells = line.Split('\t');
            if (cells.Length != Columns) throw new InvalidDataException($"{file}: {Columns} columns are wanted: {line}");
            yield return Utterance(cells, part, isHeldOut);
        }
    }

    private static LabelledUtterance Utterance(string[] cells, string part, bool isHeldOut)
    {
        string[] words = cells[5].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new LabelledUtterance
        {
            Id = $"{part}/{cells[0]}",
            Category = cells[1],
            IsHeldOut = isHeldOut,
            Text = cells[2],
            Memory = MemoryNotation.Read(cells[3]),
            Kinds = [.. cells[4].Split('/').Select(kind => Enum.Parse<IntentKind>(kind, ignoreCase: true))],
            Has = [.. words.Where(word => word[0] != '!')],
            HasNot = [.. words.Where(word => word[0] == '!').Select(word => word[1..])],
            AsksBack = cells[6] switch
            {
                "" => false,
                "ask" => true,
                "either" => null,
                _ => throw new InvalidDataException($"{cells[0]}: '{cells[6]}' is none of ask, either and nothing"),
            },
        };
    }
}
