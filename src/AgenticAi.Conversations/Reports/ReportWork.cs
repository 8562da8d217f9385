using System.Globalization;

namespace AgenticAi.Conversations;

/// <summary>What the caller wanted and what was done about it, as lines of a report.</summary>
internal static class ReportWork
{
    public static ReportEntry? Of(ConversationEvent happened, long atMs) => happened switch
    {
        IntentRecognised e => ReportTimeline.Entry<IntentRecognised>(atMs, Understood(e), e.ItemId),
        IntentFailed e => ReportTimeline.Entry<IntentFailed>(atMs, e.Reason, e.ItemId),
        IntentSetAside e => ReportTimeline.Entry<IntentSetAside>(atMs, e.Reason, e.ItemId),
        CommandRequested e => ReportTimeline.Entry<CommandRequested>(atMs, e.Text, e.CommandId),
        CommandJoined e =>
            ReportTimeline.Entry<CommandJoined>(atMs, e.Road is CommandRoad.Tool ? "by the function" : "by the transcript", e.CommandId),
        CommandHeld e => ReportTimeline.Entry<CommandHeld>(atMs, e.Reason is HoldReason.Pin ? "for the PIN" : "for a yes", e.CommandId),
        CommandConfirmed e => ReportTimeline.Entry<CommandConfirmed>(atMs, "the caller agreed", e.CommandId),
        CommandStarted e => ReportTimeline.Entry<CommandStarted>(atMs, "given to the agent", e.CommandId),
        CommandDelayed e => ReportTimeline.Entry<CommandDelayed>(atMs, "it takes long", e.CommandId),
        CommandCompleted e => ReportTimeline.Entry<CommandCompleted>(atMs, e.Answer, e.CommandId),
        CommandFailed e => ReportTimeline.Entry<CommandFailed>(atMs, e.Reason, e.CommandId),
        CommandTimedOut e => ReportTimeline.Entry<CommandTimedOut>(
            atMs, string.Create(CultureInfo.InvariantCulture, $"after {e.AfterMs / 1000.0:0.0} s"), e.CommandId),
        CommandCancelled e => ReportTimeline.Entry<CommandCancelled>(atMs, e.Reason, e.CommandId),
        CommandRefused e => ReportTimeline.Entry<CommandRefused>(atMs, e.Reason, e.CommandId),
        CallerAuthorised => ReportTimeline.Entry<CallerAuthorised>(atMs, "the PIN was right"),
        PinRejected e =>
            ReportTimeline.Entry<PinRejected>(atMs, string.Create(CultureInfo.InvariantCulture, $"wrong, attempt {e.Attempt}")),
        // A question to an analyser is shown by its answer; what earlier calls were about is shown by their own reports.
        IntentAsked or EarlierCallsRecalled => null,
        _ => throw new UnknownEventException($"An event that no report shows: {happened.GetType().Name}."),
    };

    /// <summary>What a line is about, for people: <c>command-timed-out</c> is "command timed out".</summary>
    public static string Title(string kind) => kind.Replace('-', ' ');

    private static string Understood(IntentRecognised e) => string.Create(
        CultureInfo.InvariantCulture, $"{e.Intent.Kind.ToString().ToLowerInvariant()} ({e.Intent.Confidence:0.00}, {e.Analyzer})");
}
