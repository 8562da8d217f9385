using System.Globalization;
using System.Text.RegularExpressions;

namespace AgenticAi.Tests.Architecture;

/// <summary>No line is longer than .editorconfig says: the compiler does not look at max_line_length.</summary>
public sealed partial class LineLengthTests
{
    private static readonly string[] Folders = ["src", "tests", "benchmarks", "samples"];

    [Fact]
    public void No_line_is_longer_than_the_editor_configuration_says()
    {
        int limit = int.Parse(
            MaxLineLength().Match(File.ReadAllText(Repository.PathOf(".editorconfig"))).Groups[1].Value, CultureInfo.InvariantCulture);
        string[] files = [.. Folders.SelectMany(folder =>
            Directory.EnumerateFiles(Repository.PathOf(folder), "*.cs", SearchOption.AllDirectories))];
        files.Length.ShouldBeGreaterThan(500);
        files.SelectMany(file => File.ReadLines(file)
                .Select((line, index) => (line.Length, Place: $"{Path.GetRelativePath(Repository.Root, file)}:{index + 1}")))
            .Where(line => line.Length > limit).Select(line => $"{line.Place}: {line.Length}")
            .ShouldBeEmpty();
    }

    [GeneratedRegex(@"^max_line_length = (\d+)$", RegexOptions.Multiline)]
    private static partial Regex MaxLineLength();
}
