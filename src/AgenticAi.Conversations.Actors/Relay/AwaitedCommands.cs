namespace AgenticAi.Conversations.Actors;

/// <summary>Commands for whose effect somebody waits, the caller as a rule: they are delivered at once. All others are facts to be kept.</summary>
internal static class AwaitedCommands
{
    public static bool Include(ConversationCommand command) => command is
        RequestSpeech or TranscribeCaller or AskAgent or TryPin or ReportIntent or FailIntent or ReportCommand or ReportSlow
        or ResumeConversation or EndConversation or NoteRestart;
}
