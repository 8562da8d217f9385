namespace AgenticAi.Conversations;

/// <summary>Which commands are about wishes and what is done about them.</summary>
internal static class WorkDeciding
{
    /// <returns>False when the command is about something else.</returns>
    public static bool TryDecide(Steps steps, ConversationCommand command)
    {
        switch (command)
        {
            case RecallEarlier c when steps.Work.Earlier.IsDefault && steps.State.Ended is null:
                steps.Add(new EarlierCallsRecalled(c.Commands));
                return true;
            case ReportIntent c:
                Understanding.Recognised(steps, c);
                return true;
            case FailIntent c:
                Understanding.Failed(steps, c);
                return true;
            case AskAgent c:
                Requesting.ByFunction(steps, c);
                return true;
            case TryPin c:
                Agreeing.Pin(steps, c.IsRight);
                return true;
            case ReportSlow c:
                Running.Slow(steps, c.CommandId);
                return true;
            case ReportCommand c:
                Running.Report(steps, c);
                return true;
            case NoteRestart:
                Running.Restarted(steps);
                return true;
            default:
                return command is RecallEarlier;
        }
    }
}
