using System.Runtime.CompilerServices;

namespace AgenticAi.Calls.Tests.Supervision;

/// <summary>Reads the tables of docs/operations/model-loss.md.</summary>
internal static class ModelLossPage
{
    /// <summary>Each case of each row with the row's verdict and end reason, which is empty when the call goes on.</summary>
    public static IEnumerable<(string Case, string Verdict, string EndReason)> Cases() =>
        from row in Rows("cases")
        from name in InBackticks(row[0])
        select (name, row[1], row[3].Trim('`'));

    /// <summary>The default of each time, as it is written.</summary>
    public static IEnumerable<(string Name, string Default)> Times() => Rows("times").Select(row => (row[0].Trim('`'), row[1]));

    private static IEnumerable<string[]> Rows(string table)
    {
        string page = File.ReadAllText(Path.Combine(Root(), "docs/operations/model-loss.md"));
        string[] lines = page.Split($"<!-- {table}: begin -->")[1].Split($"<!-- {table}: end -->")[0].Trim().Split('\n');
        return lines[2..].Select(line => line[1..^1].Split('|', StringSplitOptions.TrimEntries));
    }

    private static IEnumerable<string> InBackticks(string cell) => cell.Split('`').Where((_, index) => index % 2 == 1);

    // The output folder may be outside of the repository; the sources are in it unless their paths were mapped.
    private static string Root([CallerFilePath] string source = "") =>
        Above(Path.GetDirectoryName(source)) ?? Above(AppContext.BaseDirectory)
        ?? throw new InvalidOperationException("The solution file is neither above the sources nor above the output.");

    private static string? Above(string? folder)
    {
        while (folder is not null && !File.Exists(Path.Combine(folder, "AgenticAi.Akka.sln"))) folder = Path.GetDirectoryName(folder);
        return folder;
    }
}
