using System.CommandLine;

namespace AgenticAi.Commands;

/// <summary><c>journal</c>: work on the journal itself.</summary>
internal static class JournalCommand
{
    public static Command Build(ConfigOption config)
    {
        var rebuild = new Command(
            "rebuild", "Fill the tables of lists and sums anew from the recorded conversations, which stay as they are. A server may run meanwhile.");
        rebuild.SetAction((parsed, cancelled) => JournalReading.RunAsync(parsed, config, async (journal, output) =>
        {
            await journal.ReadModel.RebuildAsync(cancelled);
            await output.Text.WriteLineAsync($"The lists of {journal.Name} are filled anew.");
            return ExitCode.Success;
        }));
        return new Command("journal", "Work on the journal of conversations.") { rebuild };
    }
}
