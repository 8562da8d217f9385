namespace AgenticAi.Calls.Turns;

/// <summary>How the lists of <see cref="Backchannels"/> do on a labelled set, for one language.</summary>
/// <param name="Language">ISO 639-1.</param>
/// <param name="Backchannels">Utterances of listeners.</param>
/// <param name="Recognised">Of those, taken for what they are.</param>
/// <param name="Interruptions">Utterances that want the turn.</param>
/// <param name="Missed">Of those, taken for backchannels: the worse mistake.</param>
public sealed record BackchannelRates(string Language, int Backchannels, int Recognised, int Interruptions, int Missed)
{
    private const int Columns = 3;

    /// <summary>The rates on the set that comes with the program, by language.</summary>
    public static IReadOnlyList<BackchannelRates> Measure() => [.. Rows().GroupBy(row => row.Language).Select(Of)];

    private static BackchannelRates Of(IGrouping<string, (string Language, bool IsBackchannel, string Text)> rows)
    {
        bool[] listening = [.. rows.Where(row => row.IsBackchannel).Select(row => Turns.Backchannels.Includes(row.Text))];
        bool[] cutting = [.. rows.Where(row => !row.IsBackchannel).Select(row => Turns.Backchannels.Includes(row.Text))];
        return new BackchannelRates(rows.Key, listening.Length, listening.Count(taken => taken), cutting.Length, cutting.Count(taken => taken));
    }

    private static IEnumerable<(string Language, bool IsBackchannel, string Text)> Rows()
    {
        using Stream stream = typeof(BackchannelRates).Assembly.GetManifestResourceStream("AgenticAi.Calls.backchannels.tsv")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#') continue;
            string[] cells = line.Split('\t');
            if (cells.Length != Columns) throw new InvalidDataException($"{Columns} columns are wanted: {line}");
            yield return (cells[0], cells[1] == "backchannel", cells[2]);
        }
    }
}
