using System.Collections.Immutable;

namespace AgenticAi.Conversations.Actors;

/// <summary>What is sent to the brain of a conversation.</summary>
internal interface IConversationMessage
{
    /// <summary>The conversation.</summary>
    string ConversationId { get; }
}

/// <summary>What may cross from one node to another.</summary>
internal interface IBrainMessage;

/// <summary>A command and when it came: the time of its events, however long it waits.</summary>
internal sealed record TimedCommand(ConversationCommand Command, DateTimeOffset At);

/// <summary>What the relay of a call and the brain of its conversation say to each other.</summary>
internal static class BrainProtocol
{
    /// <summary>
    /// To the brain: commands of one sender, numbered without a gap. Sent again until it is answered; what was taken is known by its number.
    /// Without commands it asks for what is new.
    /// </summary>
    /// <param name="ConversationId">The conversation.</param>
    /// <param name="Sender">A name that no other sender has.</param>
    /// <param name="FirstNumber">Number of the first command.</param>
    /// <param name="KnownEntry">Number of the last entry that the sender has; 0 for none.</param>
    /// <param name="Commands">The commands.</param>
    public sealed record Deliver(
        string ConversationId, string Sender, long FirstNumber, long KnownEntry, ImmutableArray<TimedCommand> Commands)
        : IConversationMessage, IBrainMessage;

    /// <summary>To the brain: nobody is in the conversation any more, so it need not stay in memory.</summary>
    public sealed record Leave(string ConversationId) : IConversationMessage, IBrainMessage;

    /// <summary>The answer: it is stored.</summary>
    /// <param name="Sender">Whose commands.</param>
    /// <param name="Number">Up to this number they are taken.</param>
    /// <param name="FirstEntry">Number of the first entry in <paramref name="News"/>.</param>
    /// <param name="News">The entries that the sender has not got, in order.</param>
    /// <param name="IsAnew">The journal has lost entries that the sender has: <paramref name="News"/> is all there is now.</param>
    /// <param name="Failed">Commands that could not be judged, because that threw. They are dropped.</param>
    public sealed record Taken(
        string Sender, long Number, long FirstEntry, ImmutableArray<ConversationEntry> News, bool IsAnew, ImmutableArray<FailedCommand> Failed)
        : IBrainMessage;

    /// <summary>The answer: the journal cannot be used now. The commands are to be sent again.</summary>
    public sealed record Unavailable(string Sender, string Why) : IBrainMessage;

    /// <summary>The answer: the journal refuses to hold these commands, whatever its state. Nothing of them is stored.</summary>
    public sealed record Refused(string Sender, string Why) : IBrainMessage;

    /// <summary>The answer: what the journal holds of the conversation is not understood by this version. Trying again does not help.</summary>
    public sealed record Unreadable(string Sender, string Why) : IBrainMessage;
}

/// <summary>A command that was dropped.</summary>
internal sealed record FailedCommand(string Command, string Why);
