using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace AgenticAi.Tests.Architecture;

/// <summary>Who may know whom. The table of docs/architecture.md, held by the project files.</summary>
public sealed partial class ProjectRuleTests
{
    private static readonly Dictionary<string, string[]> MayKnow = new()
    {
        ["AgenticAi.Audio"] = [],
        ["AgenticAi.WebSockets"] = [],
        ["AgenticAi.Conversations"] = [],
        ["AgenticAi.Twilio"] = ["AgenticAi.WebSockets"],
        ["AgenticAi.Realtime"] = ["AgenticAi.WebSockets"],
        ["AgenticAi.Journal"] = ["AgenticAi.Conversations"],
        ["AgenticAi.Intents"] = ["AgenticAi.Conversations"],
        ["AgenticAi.Agents"] = ["AgenticAi.Conversations", "AgenticAi.WebSockets"],
        ["AgenticAi.Simulation"] = ["AgenticAi.Audio"],
        ["AgenticAi.Calls"] =
        [
            "AgenticAi.Audio", "AgenticAi.WebSockets", "AgenticAi.Twilio", "AgenticAi.Realtime", "AgenticAi.Conversations",
        ],
        ["AgenticAi.Conversations.Actors"] = ["AgenticAi.Conversations", "AgenticAi.Journal"],
        ["AgenticAi.Calls.Actors"] = ["AgenticAi.Calls", "AgenticAi.Conversations.Actors"],
        ["AgenticAi"] =
        [
            "AgenticAi.Audio", "AgenticAi.WebSockets", "AgenticAi.Conversations", "AgenticAi.Twilio", "AgenticAi.Realtime",
            "AgenticAi.Journal", "AgenticAi.Intents", "AgenticAi.Agents", "AgenticAi.Simulation", "AgenticAi.Calls",
            "AgenticAi.Calls.Actors", "AgenticAi.Conversations.Actors", "ExampleAgent",
        ],
    };

    private static string[] Projects => Directory.GetFiles(Repository.PathOf("src"), "*.csproj", SearchOption.AllDirectories);

    [Fact]
    public void Every_project_is_in_the_table() =>
        Projects.Select(Path.GetFileNameWithoutExtension).ShouldBe(MayKnow.Keys, ignoreOrder: true);

    [Fact]
    public void No_project_knows_one_that_it_may_not_know()
    {
        foreach (string project in Projects)
        {
            string name = Path.GetFileNameWithoutExtension(project);
            ReferencesOf(project, "ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(reference.Replace('\\', '/')))
                .Except(MayKnow[name]).ShouldBeEmpty(name);
        }
    }

    [Theory]
    [InlineData("AgenticAi.Audio")]
    [InlineData("AgenticAi.WebSockets")]
    public void The_inner_projects_need_no_package(string name)
    {
        string project = Projects.Single(project => Path.GetFileNameWithoutExtension(project) == name);
        ReferencesOf(project, "PackageReference").ShouldBeEmpty();
        ReferencesOf(project, "FrameworkReference").ShouldBeEmpty();
    }

    [Fact]
    public void Only_actors_and_the_program_know_Akka()
    {
        string[] knowing = [.. Projects.Where(project => ReferencesOf(project, "PackageReference").Any(IsAkka))
            .Select(project => Path.GetFileNameWithoutExtension(project))];
        knowing.ShouldContain("AgenticAi.Calls.Actors");
        knowing.Where(name => !name.EndsWith(".Actors", StringComparison.Ordinal)).ShouldBe(["AgenticAi"]);

        static bool IsAkka(string package) => package == "Akka" || package.StartsWith("Akka.", StringComparison.Ordinal);
    }

    [Fact]
    public void No_folder_is_a_drawer_for_odds_and_ends()
    {
        string[] drawers = ["Helpers", "Utils", "Utilities", "Common", "Managers", "Misc", "Shared"];
        Directory.GetDirectories(Repository.PathOf("src"), "*", SearchOption.AllDirectories)
            .Select(Path.GetFileName).Intersect(drawers).ShouldBeEmpty();
    }

    [Fact]
    public void The_blueprint_of_a_call_stays_one_short_page() =>
        File.ReadAllLines(Repository.PathOf("src", "AgenticAi.Calls.Actors", "CallGraph.cs")).Length.ShouldBeLessThan(100);

    [Fact]
    public void Event_ids_of_log_lines_are_unique_in_the_whole_program()
    {
        string[] ids = [.. Sources()
            .SelectMany(file => EventId().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups[1].Value)];
        ids.Length.ShouldBeGreaterThan(20);
        ids.GroupBy(id => id).Where(group => group.Count() > 1).Select(group => group.Key).ShouldBeEmpty();
    }

    [GeneratedRegex(@"\[LoggerMessage\(\s*(\d+)")]
    private static partial Regex EventId();

    private static IEnumerable<string> Sources() => Directory.EnumerateFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories);

    private static IEnumerable<string> ReferencesOf(string project, string kind) =>
        XDocument.Load(project).Descendants(kind).Select(element => element.Attribute("Include")!.Value);
}
