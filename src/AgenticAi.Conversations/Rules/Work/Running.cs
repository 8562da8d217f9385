namespace AgenticAi.Conversations;

/// <summary>Commands that run, and their outcomes.</summary>
internal static class Running
{
    /// <summary>Starts what lacks nothing, in order, as far as so many may run at a time.</summary>
    public static void StartWaiting(Steps steps)
    {
        CommandPolicy policy = steps.State.Policy.Commands;
        while (steps.Work.Jobs.Values.Count(job => job.Status is CommandStatus.Running) < policy.MaxRunning
            && steps.Work.InOrder.FirstOrDefault(job => job.Status is CommandStatus.Requested) is { } next)
        {
            steps.Add(new CommandStarted(next.Id));
        }
    }

    public static void Slow(Steps steps, string id)
    {
        if (steps.Work.Jobs.GetValueOrDefault(id) is not { Status: CommandStatus.Running, IsDelayed: false }) return;
        steps.Add(new CommandDelayed(id));
        steps.Say($"{id}.working", steps.State.Policy.Commands.Words.Working, SpeechSources.AgentNotice);
    }

    public static void Report(Steps steps, ReportCommand report)
    {
        if (steps.Work.Jobs.GetValueOrDefault(report.CommandId) is not { Status: CommandStatus.Running } job) return;
        CommandWords words = steps.State.Policy.Commands.Words;
        switch (report.Outcome)
        {
            case CommandOutcome.Completed done:
                steps.Add(new CommandCompleted(job.Id, done.Answer));
                bool isSilent = string.IsNullOrWhiteSpace(done.Answer);
                steps.Say(AnswerId(job.Id), isSilent ? words.Done : done.Answer, SpeechSources.Agent);
                break;
            case CommandOutcome.Failed failed:
                steps.Add(new CommandFailed(job.Id, failed.Reason));
                steps.Say($"{job.Id}.failed", words.Failed, SpeechSources.AgentNotice);
                break;
            case CommandOutcome.TimedOut late:
                steps.Add(new CommandTimedOut(job.Id, late.AfterMs));
                steps.Say($"{job.Id}.failed", words.TimedOut, SpeechSources.AgentNotice);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(report), report.Outcome, "An outcome of an unknown kind.");
        }

        StartWaiting(steps);
    }

    public static void Cancel(Steps steps, Job job, string reason, string words)
    {
        steps.Add(new CommandCancelled(job.Id, reason));
        steps.Say($"{job.Id}.cancelled", words, SpeechSources.AgentNotice);
        StartWaiting(steps);
        Agreeing.AskNext(steps);
    }

    /// <summary>Nobody knows what became of that which ran in a process that is gone; it is never run again by itself.</summary>
    public static void Restarted(Steps steps)
    {
        foreach (Job job in steps.Work.InOrder.Where(job => job.Status is CommandStatus.Running).ToArray())
        {
            steps.Add(new CommandFailed(job.Id, "the server was restarted while it ran, and nobody knows whether it was done"));
            steps.Say($"{job.Id}.failed", steps.State.Policy.Commands.Words.Failed, SpeechSources.AgentNotice);
        }

        StartWaiting(steps);
    }

    /// <summary>What has to be said of commands that are open when the call ends.</summary>
    public static IEnumerable<ConversationEvent> LeftOpen(ConversationState state) =>
        from job in state.Work.Open
        where job.Status is CommandStatus.Held || state.Policy.Commands.AtHangUp is JobsAtHangUp.Cancel
        select new CommandCancelled(
            job.Id, job.Status is CommandStatus.Held ? "the call ended before the caller agreed" : "the call is over");

    /// <summary>The request by which the answer to a command is spoken.</summary>
    public static string AnswerId(string commandId) => commandId + AnswerSuffix;

    /// <summary>The command of such a request; null when it is another.</summary>
    public static Job? JobOfAnswer(ConversationState state, string requestId) => requestId.EndsWith(AnswerSuffix, StringComparison.Ordinal)
        ? state.Work.Jobs.GetValueOrDefault(requestId[..^AnswerSuffix.Length])
        : null;

    private const string AnswerSuffix = ".answer";
}
