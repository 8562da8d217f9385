using System.Reflection;
using System.Text.RegularExpressions;

namespace AgenticAi.Tests.Architecture;

/// <summary>
/// Folders of a project know each other in one direction, and never in a circle.
/// </summary>
/// <remarks>
/// A folder is a folder at the root of a project, with all that is below it. It knows another when a type that stands in it needs a type
/// that stands in the other, whatever their namespaces are: seen from the compiled project, and for constants, of which nothing is left
/// there, from the source. Files at the root are the contracts of the project and what puts its parts together: they may know every
/// folder and every folder may know them.
/// </remarks>
public sealed partial class FolderRuleTests
{
    public static TheoryData<string> Projects =>
    [
        .. Directory.GetFiles(Repository.PathOf("src"), "*.csproj", SearchOption.AllDirectories)
            .Select(path => Path.GetFileNameWithoutExtension(path)),
    ];

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_folders_of_a_project_know_each_other(string project)
    {
        Use[] uses = [.. Uses(project).Distinct()];
        ILookup<string, string> known = uses.Select(use => (use.From, use.To)).Distinct().ToLookup(use => use.From, use => use.To);
        string[] circles =
            [.. uses.Where(use => Reaches(known, use.To, use.From)).Select(use => use.ToString()).Order(StringComparer.Ordinal)];
        circles.ShouldBeEmpty($"Each of these is a step of a way that leads back to where it began:\n{string.Join('\n', circles)}\n");
    }

    [Fact]
    public void Types_are_found_in_their_files_and_uses_in_signatures_code_and_constants()
    {
        Use[] uses = [.. Uses("AgenticAi.Conversations")];
        uses.ShouldContain(use => use.File == "Brain/IConversationEffects.cs" && use.To == "Rules" && use.Type == "ConversationEffect");
        uses.ShouldContain(use => use.File == "Rules/Budgets/Budgeting.cs" && use.To == "Policies" && use.Type == "BudgetPolicy");
        uses.ShouldContain(use => use.File == "Rules/Budgets/Budgeting.cs" && use.Type == "SpeechSources");
        uses.ShouldNotContain(use => use.From == use.To);
    }

    private static IEnumerable<Use> Uses(string project)
    {
        var types = new CompiledTypes(project);
        types.Files.ShouldNotBeEmpty(project);
        Dictionary<string, Type> constants = types.Files.Keys
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(field => field.IsLiteral).GroupBy(field => $"{field.DeclaringType!.Name}.{field.Name}")
            .ToDictionary(same => same.Key, same => same.First().DeclaringType!);
        foreach ((Type type, string file) in types.Files)
        {
            string code = Comment().Replace(File.ReadAllText(Repository.PathOf("src", project, file)), "");
            IEnumerable<Type> byConstant =
                Qualified().Matches(code).Select(match => constants.GetValueOrDefault(match.Value)).OfType<Type>();
            foreach (Type needed in types.NeededBy(type).Concat(byConstant))
            {
                (string from, string to) = (FolderOf(file), FolderOf(types.Files[needed]));
                if (from != to && from.Length > 0 && to.Length > 0) yield return new Use(from, to, file, needed.Name);
            }
        }
    }

    private static string FolderOf(string file) => file.Split(Path.DirectorySeparatorChar) is [string folder, _, ..] ? folder : "";

    private static bool Reaches(ILookup<string, string> known, string from, string to)
    {
        HashSet<string> seen = [];
        Stack<string> next = new([from]);
        while (next.TryPop(out string? folder))
        {
            if (folder == to) return true;
            if (seen.Add(folder)) foreach (string one in known[folder]) next.Push(one);
        }

        return false;
    }

    [GeneratedRegex(@"//.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\b[A-Z]\w*\.[A-Z]\w*")]
    private static partial Regex Qualified();

    private sealed record Use(string From, string To, string File, string Type)
    {
        public override string ToString() => $"{From} -> {To}: {File} needs {Type}";
    }
}
