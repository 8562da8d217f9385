namespace AgenticAi.Conversations;

/// <summary>Commands that wait for the caller: for a PIN, or for a yes. One question at a time is asked.</summary>
internal static class Agreeing
{
    public static void Hold(Steps steps, string id, HoldReason reason)
    {
        if (steps.State.Ended is not null)
        {
            steps.Add(new CommandCancelled(id, "the call ended before the caller could agree"));
            return;
        }

        bool isAskedForPin = steps.Work.AwaitsPin;
        steps.Add(new CommandHeld(id, reason));
        if (reason is HoldReason.Confirmation) AskNext(steps);
        else if (!isAskedForPin) steps.Say($"{id}.pin", steps.State.Policy.Commands.Words.AskPin, SpeechSources.Pin);
    }

    /// <summary>Asks about the command whose turn it is, if that was not done yet.</summary>
    public static void AskNext(Steps steps)
    {
        if (steps.Work.Asked is not { } job) return;
        string question = steps.State.Policy.Commands.Words.AskConfirmation.Replace("{command}", job.Text, StringComparison.Ordinal);
        steps.Say($"{job.Id}.confirm", question, SpeechSources.Confirmation);
    }

    /// <returns>Why that changes nothing; null when it does.</returns>
    public static string? Agree(Steps steps, string itemId)
    {
        if (Asked(steps, itemId, out string? why) is not { } job) return why;
        steps.Add(new CommandConfirmed(job.Id));
        Running.StartWaiting(steps);
        AskNext(steps);
        return null;
    }

    /// <returns>Why that changes nothing; null when it does.</returns>
    public static string? Decline(Steps steps, string itemId)
    {
        if (Asked(steps, itemId, out string? why) is not { } job) return why;
        Running.Cancel(steps, job, "the caller said no", steps.State.Policy.Commands.Words.Cancelled);
        return null;
    }

    public static void Pin(Steps steps, bool isRight)
    {
        Job[] held = [.. steps.Work.InOrder.Where(job => job.HeldFor is HoldReason.Pin)];
        if (held.Length == 0) return;
        CommandPolicy policy = steps.State.Policy.Commands;
        if (isRight)
        {
            steps.Add(new CallerAuthorised());
            foreach (Job job in held.Where(job => Requesting.MustBeConfirmed(job, policy))) Hold(steps, job.Id, HoldReason.Confirmation);
            Running.StartWaiting(steps);
            return;
        }

        int attempt = steps.Work.WrongPins + 1;
        steps.Add(new PinRejected(attempt));
        if (attempt < policy.PinAttempts) steps.Say($"pin.{attempt}", policy.Words.WrongPin, SpeechSources.Pin);
        else foreach (Job job in held) Requesting.Refuse(
            steps, job.Id, "the PIN was wrong too often", job == held[0] ? policy.Words.PinRefused : "");
    }

    // A yes that was said before the question answers something else.
    private static Job? Asked(Steps steps, string itemId, out string? why)
    {
        Job? asked = steps.Work.Asked;
        bool isAnswer = asked is not null && steps.State.Items.GetValueOrDefault(itemId)?.FirstKnownAt > asked.HeldAt;
        why = asked is null ? "nothing waits for a yes or no" : isAnswer ? null : "it was said before the question";
        return isAnswer ? asked : null;
    }
}
