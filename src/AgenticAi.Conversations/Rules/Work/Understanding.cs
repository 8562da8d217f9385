using System.Globalization;

namespace AgenticAi.Conversations;

/// <summary>From words to wishes: when to ask what the caller wants, and what follows from the answer.</summary>
internal static class Understanding
{
    /// <summary>
    /// The words of an utterance are known. Whoever has something under way may also want to stop it, or be asked to agree.
    /// </summary>
    public static void Ask(Steps steps, string itemId, string text)
    {
        CommandPolicy policy = steps.State.Policy.Commands;
        bool isWanted = policy.Road is CommandRoad.Transcripts or CommandRoad.Both
            || (policy.Road is CommandRoad.Tool && steps.Work.Open.Any());
        bool isTooLate = steps.State.Ended is not null && policy.AtHangUp is JobsAtHangUp.Cancel;
        if (isWanted && !isTooLate && !string.IsNullOrWhiteSpace(text)) steps.Add(new IntentAsked(itemId));
    }

    public static void Recognised(Steps steps, ReportIntent report)
    {
        if (!steps.Work.OpenIntents.Contains(report.ItemId)) return;
        steps.Add(new IntentRecognised(report.ItemId, report.Intent, report.Analyzer));
        if (Act(steps, report.ItemId, report.Intent) is { } why) steps.Add(new IntentSetAside(report.ItemId, why));
    }

    public static void Failed(Steps steps, FailIntent report)
    {
        if (steps.Work.OpenIntents.Contains(report.ItemId)) steps.Add(new IntentFailed(report.ItemId, report.Reason));
    }

    /// <returns>Why nothing is done; null when something is, or when there was only talk.</returns>
    private static string? Act(Steps steps, string itemId, Intent intent)
    {
        if (intent.Kind is IntentKind.Unclear or IntentKind.Greeting or IntentKind.Farewell or IntentKind.Chat) return null;
        double least = steps.State.Policy.Commands.MinConfidence;
        if (intent.Confidence < least)
            return string.Create(CultureInfo.InvariantCulture, $"the confidence of {intent.Confidence:0.00} is less than {least:0.00}");
        return intent.Kind switch
        {
            IntentKind.Confirm => Agreeing.Agree(steps, itemId),
            IntentKind.Decline => Agreeing.Decline(steps, itemId),
            IntentKind.Cancel => Cancel(steps, itemId),
            IntentKind.Correction => Correct(steps, itemId, intent),
            _ => Command(steps, itemId, intent),
        };
    }

    private static string? Cancel(Steps steps, string itemId)
    {
        if (Newest(steps, itemId) is not { } job) return "nothing is under way";
        Running.Cancel(steps, job, "the caller does not want it any more", steps.State.Policy.Commands.Words.Cancelled);
        return null;
    }

    private static string? Correct(Steps steps, string itemId, Intent intent)
    {
        if (Newest(steps, itemId) is { } job) Running.Cancel(steps, job, "the caller corrected it", words: "");
        return Command(steps, itemId, intent);
    }

    private static string? Command(Steps steps, string itemId, Intent intent)
    {
        CommandPolicy policy = steps.State.Policy.Commands;
        if (policy.Road is CommandRoad.Tool) return "commands come by the function";
        if (string.IsNullOrWhiteSpace(intent.Command)) return "no command is in it";
        bool isKnown = steps.Work.Jobs.Values.Any(job => job.UtteranceId == itemId);
        if (intent.AskBack && !isKnown)
        {
            steps.Say($"{itemId}.ask-back", policy.Words.AskBack, SpeechSources.AskBack);
            return "something is missing, and the caller is asked for it";
        }

        Requesting.Request(
            steps,
            new CommandRequested($"{itemId}.command", intent.Command, intent.Entities, CommandRoad.Transcripts, itemId, CallId: null));
        return null;
    }

    /// <summary>What is under way and was not asked for with these very words.</summary>
    private static Job? Newest(Steps steps, string itemId) => steps.Work.Open.LastOrDefault(job => job.UtteranceId != itemId);
}
