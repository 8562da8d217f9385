using System.Globalization;
using AgenticAi.Conversations;
using AgenticAi.Conversations.Actors;
using AgenticAi.Journal;
using AgenticAi.Journal.CrashWriter;
using Microsoft.Extensions.Logging.Abstractions;

// Continues conversations in a journal as fast as it can, and writes a line "conversation sequence" for what is acknowledged, until it is
// killed. Arguments: provider, connection string, durability, number of conversations.
var options = new JournalOptions { Durability = Enum.Parse<JournalDurability>(args[2]) };
int conversations = int.Parse(args[3], CultureInfo.InvariantCulture);

JournalDatabase database = await JournalDatabase.OpenAsync(
    Enum.Parse<JournalProvider>(args[0]), args[1], options, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
await using JournalNode node = await JournalNode.StartAsync(database, NullLogger.Instance);
using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
var gate = new Lock();
await Task.WhenAll(Enumerable.Range(0, conversations).Select(ContinueAsync));

async Task ContinueAsync(int number)
{
    string id = $"c{number}";
    var time = new StoryTime();
    await using BrainRelay relay = node.Open(id, new RelayOptions { Gather = TimeSpan.Zero }, time);
    ConversationState state = await relay.Recovered;
    while (true)
    {
        long count = 1 + (state.Sequence % 4);
        for (; count > 0; count--)
        {
            (JournaledEvent next, JudgedCommand judged) = CrashStory.Next(state);
            time.Now = judged.At;
            relay.TryTell(judged.Command);
            state = ConversationRules.Apply(state, next);
        }

        long told = state.Sequence;
        await relay.WhenAsync(stored => stored.Sequence >= told);
        Acknowledge($"{id} {told}");
    }
}

void Acknowledge(string line)
{
    lock (gate) output.WriteLine(line);
}

/// <summary>The time of the story is what it says; timers run in real time.</summary>
internal sealed class StoryTime : TimeProvider
{
    public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

    public override DateTimeOffset GetUtcNow() => Now;
}
