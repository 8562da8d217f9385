using System.CommandLine;
using AgenticAi.Conversations;

namespace AgenticAi.Commands;

/// <summary>
/// <c>replay ID</c>: rebuilds one conversation from the journal and prints it as it happened, or judges it again by today's rules
/// (<c>--verify</c>, with <c>--all</c> for every conversation), or writes it to a file for tests (<c>--export</c>).
/// </summary>
internal static class ReplayCommand
{
    public static Command Build(ConfigOption config)
    {
        var id = new Argument<string?>("ID")
        {
            Description = "The conversation, as 'conversations' lists it (the call's SID).",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var json = new JsonOption();
        var verify = new Option<bool>("--verify")
        {
            Description = "Judge the recorded commands again and show the first event that differs. Exit code 0: the same, "
                + "1: something differs or is damaged, 2: no commands are recorded.",
        };
        var all = new Option<bool>("--all") { Description = "With --verify: every conversation of the journal." };
        var export = new Option<FileInfo?>("--export")
        {
            Description = "Write commands and events to a file, as JSON lines. It holds numbers and words of the caller.",
            HelpName = "FILE",
        };
        var command = new Command("replay", "Print a recorded conversation with its times, or judge it again.")
        {
            id, json, verify, all, export,
        };
        command.Validators.Add(result =>
        {
            bool named = result.GetValue(id) is not null;
            if (named == result.GetValue(all)) result.AddError("Name a conversation, or all of them with --all --verify.");
            else if (!named && !result.GetValue(verify)) result.AddError("--all needs --verify.");
            else if (result.GetValue(export) is not null && (result.GetValue(verify) || result.GetValue(json)))
                result.AddError("--export stands alone.");
        });
        command.SetAction((parsed, cancelled) => JournalReading.RunAsync(parsed, config, (journal, output) =>
        {
            string? conversation = parsed.GetValue(id);
            bool asJson = parsed.GetValue(json);
            if (parsed.GetValue(verify)) return ReplayVerifying.RunAsync(journal.Archive, output, conversation, asJson, cancelled);
            return parsed.GetValue(export) is { } file
                ? ExportAsync(journal.Archive, output, conversation!, file, cancelled)
                : PrintAsync(journal.Archive, output, conversation!, asJson, cancelled);
        }));
        return command;
    }

    private static async Task<int> PrintAsync(
        IConversationArchive journal, CommandOutput output, string conversation, bool asJson, CancellationToken cancelled)
    {
        List<JournaledEvent> events = await journal.ReadAsync(conversation, afterSequence: 0, cancelled).ToListAsync(cancelled);
        if (events.Count == 0) return await UnknownAsync(output, conversation);
        ConversationReport report = ConversationReport.Of(events);
        await output.Text.WriteLineAsync(asJson ? report.ToJson() : report.ToText());
        return ExitCode.Success;
    }

    private static async Task<int> ExportAsync(
        IConversationArchive journal, CommandOutput output, string conversation, FileInfo file, CancellationToken cancelled)
    {
        ConversationRecording recording = await ConversationRecording.ReadAsync(journal, conversation, cancelled);
        if (recording is { Events.Count: 0, Commands.Count: 0 }) return await UnknownAsync(output, conversation);
        try
        {
            await using StreamWriter lines = file.CreateText();
            recording.WriteTo(lines);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            await output.Errors.WriteLineAsync($"The file cannot be written: {error.Message}");
            return ExitCode.Failure;
        }

        await output.Text.WriteLineAsync(
            $"{recording.Commands.Count} commands and {recording.Events.Count} events of {conversation} are in {file.FullName}.");
        return ExitCode.Success;
    }

    private static async Task<int> UnknownAsync(CommandOutput output, string conversation)
    {
        await output.Errors.WriteLineAsync($"The journal has no conversation {conversation}.");
        return ExitCode.Failure;
    }
}
