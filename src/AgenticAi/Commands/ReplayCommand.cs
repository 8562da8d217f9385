using System.CommandLine;
using AgenticAi.Conversations;

namespace AgenticAi.Commands;

/// <summary><c>replay ID</c>: rebuilds one conversation from the journal and prints it as it happened.</summary>
internal static class ReplayCommand
{
    public static Command Build(ConfigOption config)
    {
        var id = new Argument<string>("ID") { Description = "The conversation, as 'conversations' lists it (the call's SID)." };
        var json = new JsonOption();
        var command = new Command("replay", "Print a recorded conversation with its times.") { id, json };
        command.SetAction((parsed, cancelled) => JournalReading.RunAsync(parsed.GetRequiredValue(config), async journal =>
        {
            string conversation = parsed.GetRequiredValue(id);
            List<JournaledEvent> events = [];
            await foreach (JournaledEvent stored in journal.ReadAsync(conversation, afterSequence: 0, cancelled)) events.Add(stored);
            if (events.Count == 0)
            {
                await Console.Error.WriteLineAsync($"The journal has no conversation {conversation}.");
                return ExitCode.Failure;
            }

            ConversationReport report = ConversationReport.Of(events);
            await Console.Out.WriteLineAsync(parsed.GetValue(json) ? report.ToJson() : report.ToText());
            return ExitCode.Success;
        }));
        return command;
    }
}
