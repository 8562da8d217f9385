using System.Globalization;
using AgenticAi.Conversations;
using AgenticAi.Journal;
using AgenticAi.Journal.CrashWriter;
using Microsoft.Extensions.Logging.Abstractions;

// Continues conversations in a journal as fast as it can, and writes a line "conversation sequence" for each acknowledged append,
// until it is killed. Arguments: provider, connection string, durability, number of conversations.
var options = new JournalOptions { Durability = Enum.Parse<JournalDurability>(args[2]) };
int conversations = int.Parse(args[3], CultureInfo.InvariantCulture);

await using JournalStore journal = await JournalStore.OpenAsync(
    Enum.Parse<JournalProvider>(args[0]), args[1], options, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
var gate = new Lock();
await Task.WhenAll(Enumerable.Range(0, conversations).Select(ContinueAsync));

async Task ContinueAsync(int number)
{
    string id = $"c{number}";
    ConversationState state = ConversationState.New(id);
    await foreach (JournaledEvent entry in journal.ReadAsync(id, 0, CancellationToken.None)) state = ConversationRules.Apply(state, entry);
    while (true)
    {
        long stored = state.Sequence;
        List<JournaledEvent> events = [];
        List<JudgedCommand> commands = [];
        for (long count = 0; count <= stored % 4; count++)
        {
            (JournaledEvent next, JudgedCommand judged) = CrashStory.Next(state);
            events.Add(next);
            commands.Add(judged);
            state = ConversationRules.Apply(state, next);
        }

        await journal.AppendAsync(id, stored, events, commands, CancellationToken.None);
        Acknowledge($"{id} {state.Sequence}");
    }
}

void Acknowledge(string line)
{
    lock (gate) output.WriteLine(line);
}
