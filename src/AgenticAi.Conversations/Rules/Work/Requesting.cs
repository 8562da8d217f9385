namespace AgenticAi.Conversations;

/// <summary>From a wish to a command that runs, waits or is refused.</summary>
internal static class Requesting
{
    /// <summary>The model hands a wish over, which it found in the words before its function call.</summary>
    public static void ByFunction(Steps steps, AskAgent call)
    {
        CommandPolicy policy = steps.State.Policy.Commands;
        string id = $"{call.CallId}.command";
        bool isKnown = steps.Work.Jobs.Values.Any(job => job.CallId == call.CallId || job.Id == id);
        if (isKnown || policy.Road is not (CommandRoad.Tool or CommandRoad.Both)) return;
        string text = call.Text.Trim();
        var wish = new CommandRequested(id, text, [], CommandRoad.Tool, UtteranceBefore(steps.State, call.ItemId), call.CallId);
        if (text.Length > 0)
        {
            Request(steps, wish);
            return;
        }

        steps.Add(wish);
        steps.Add(new CommandRefused(id, "the function was called without a request"));
    }

    /// <summary>A wish that came by the other road before, in the same words of the caller, is the same wish.</summary>
    public static void Request(Steps steps, CommandRequested wish)
    {
        Job? same = steps.Work.InOrder.FirstOrDefault(job => job.UtteranceId is not null && job.UtteranceId == wish.UtteranceId
            && (wish.CallId is null ? !job.CameByTranscript : job.CallId is null));
        if (same is not null)
        {
            steps.Add(new CommandJoined(same.Id, wish.Road, wish.CallId));
            return;
        }

        steps.Add(wish);
        Admit(steps, wish.CommandId);
    }

    /// <summary>Has a command run, or says what it lacks.</summary>
    public static void Admit(Steps steps, string id)
    {
        CommandPolicy policy = steps.State.Policy.Commands;
        bool needsPin = policy.NeedsPin && !steps.Work.IsAuthorised;
        if (!policy.IsCallerAllowed)
            Refuse(steps, id, "the caller is not among those who may command", policy.Words.NotAllowed);
        else if (steps.Work.Jobs.Count > policy.MaxCommands)
            Refuse(steps, id, $"a call may have {policy.MaxCommands} commands", policy.Words.TooMany);
        else if (needsPin && steps.Work.WrongPins >= policy.PinAttempts)
            Refuse(steps, id, "the PIN was wrong too often", policy.Words.PinRefused);
        else if (steps.State.Ended is not null && policy.AtHangUp is JobsAtHangUp.Cancel)
            steps.Add(new CommandCancelled(id, "the call is over"));
        else if (needsPin)
            Agreeing.Hold(steps, id, HoldReason.Pin);
        else if (MustBeConfirmed(steps.Work.Jobs[id], policy))
            Agreeing.Hold(steps, id, HoldReason.Confirmation);
        else
            Running.StartWaiting(steps);
    }

    public static void Refuse(Steps steps, string id, string reason, string words)
    {
        steps.Add(new CommandRefused(id, reason));
        steps.Say($"{id}.refused", words, SpeechSources.AgentNotice);
    }

    /// <summary>True when the caller has to say yes before it is done.</summary>
    public static bool MustBeConfirmed(Job job, CommandPolicy policy)
    {
        string text = Words(job.Text);
        return policy.ConfirmWords.Words.Any(
            word => word == CommandPolicy.EveryCommand || text.Contains(Words(word), StringComparison.Ordinal));
    }

    /// <summary>Lower case, one space around each word, nothing else.</summary>
    private static string Words(string text)
    {
        string spaced = string.Concat(text.Select(c => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' '));
        return $" {string.Join(' ', spaced.Split(' ', StringSplitOptions.RemoveEmptyEntries))} ";
    }

    /// <summary>
    /// The caller's item that the model was answering: the next before the call in the model's list, else the last one heard.
    /// </summary>
    private static string? UtteranceBefore(ConversationState state, string itemId)
    {
        HashSet<string> seen = [];
        string? before = itemId;
        while (before is not null && seen.Add(before) && state.Items.TryGetValue(before, out ConversationTurn? item))
        {
            if (item.Role is ItemRole.Caller) return item.ItemId;
            before = item.PreviousItemId;
        }

        return state.Items.Values.Where(item => item.Role is ItemRole.Caller && (item.Text is not null || item.SpeechStoppedMs is not null))
            .MaxBy(item => item.Index)?.ItemId;
    }
}
