namespace AgenticAi.Conversations.Tests;

/// <summary>A conversation in which the caller wants things done, told in a few words.</summary>
internal sealed class WorkStory
{
    private int _utterances;

    public WorkStory(CommandPolicy? policy = null) => Story.Tell(
        Story.Start,
        new ConnectModel("s1", "m"),
        new AdoptPolicy(new ConversationPolicy { Commands = policy ?? new CommandPolicy { Road = CommandRoad.Both } }));

    public Story Story { get; } = new();

    public WorkState Work => Story.State.Work;

    /// <summary>What the caller is told, in order.</summary>
    public IEnumerable<string> Told => Story.Effects.Select(effect => effect switch
    {
        Speak speak => speak.Text,
        SpeakAnswer answer => answer.Answer,
        _ => null,
    }).OfType<string>();

    /// <summary>What the agent is given, in order.</summary>
    public IEnumerable<string> Ran => Story.Effects.OfType<RunCommand>().Select(run => run.Job.Text);

    public IEnumerable<(string Text, CommandStatus Status)> Jobs => Work.InOrder.Select(job => (job.Text, job.Status));

    /// <summary>The caller says something, and the analyser understands it. Returns the item.</summary>
    public string Says(string text, Intent intent)
    {
        string item = Says(text);
        Story.After(5).Tell(new ReportIntent(item, intent, "rules"));
        return item;
    }

    /// <summary>The caller says something. Returns the item.</summary>
    public string Says(string text)
    {
        string item = $"u{++_utterances}";
        Story.After(900).Tell(
            new CallerStartsSpeaking(item, 0), new CallerStopsSpeaking(item, 500), new HearItem(item, null, ItemRole.Caller),
            new TranscribeCaller(item, text));
        return item;
    }

    public string Wants(string command, double confidence = 0.9) =>
        Says(command, new Intent(IntentKind.Command, command, [], confidence, AskBack: false));

    public string Says(IntentKind kind) => Says(kind.ToString(), Intent.Of(kind, 0.95));

    /// <summary>The model calls the function for the last thing that was said.</summary>
    public WorkStory Calls(string callId, string text)
    {
        Story.After(300).Tell(
            new HearItem($"f-{callId}", $"u{_utterances}", ItemRole.Function), new AskAgent(callId, $"f-{callId}", text));
        return this;
    }

    public WorkStory Done(string commandId, string answer = "It is done.")
    {
        Story.After(2_000).Tell(new ReportCommand(commandId, new CommandOutcome.Completed(answer)));
        return this;
    }
}
