using System.Globalization;
using AgenticAi.Conversations;
using AgenticAi.Journal;
using AgenticAi.Journal.CrashWriter;
using Microsoft.Extensions.Logging.Abstractions;

// Continues conversations in the journal file of the first argument as fast as it can, and writes a line "conversation sequence"
// for each acknowledged append, until it is killed. Arguments: file, durability, number of conversations.
string file = args[0];
var options = new JournalOptions { Durability = Enum.Parse<JournalDurability>(args[1]) };
int conversations = int.Parse(args[2], CultureInfo.InvariantCulture);

await using SqliteJournal journal = await SqliteJournal.OpenAsync(
    $"Data Source={file}", options, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
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
        for (long count = 0; count <= stored % 4; count++)
        {
            events.AddRange(CrashStory.Next(state).Events);
            state = ConversationRules.Apply(state, events[^1]);
        }

        await journal.AppendAsync(id, stored, events, CancellationToken.None);
        Acknowledge($"{id} {state.Sequence}");
    }
}

void Acknowledge(string line)
{
    lock (gate) output.WriteLine(line);
}
