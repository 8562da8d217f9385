namespace AgenticAi.Conversations;

/// <summary>Who wants something said, as the journal tells it. Other names are possible.</summary>
public static class SpeechSources
{
    /// <summary>The greeting at the start of the call.</summary>
    public const string Greeting = "greeting";

    /// <summary>Somebody at the API; it is said when the agent's sentence has ended.</summary>
    public const string Operator = "operator";

    /// <summary>Somebody at the API; it takes the place of what the agent is saying.</summary>
    public const string UrgentOperator = "operator-urgent";

    /// <summary>An agent's answer to what the caller asked for.</summary>
    public const string Agent = "agent";

    /// <summary>What the caller has to know of a command besides its answer: that it takes long, failed, or may not be done.</summary>
    public const string AgentNotice = "agent-notice";

    /// <summary>The question for the PIN.</summary>
    public const string Pin = "pin";

    /// <summary>The question whether something is to be done.</summary>
    public const string Confirmation = "confirmation";

    /// <summary>The question for what a command lacks.</summary>
    public const string AskBack = "ask-back";

    /// <summary>The question whether the caller is still there.</summary>
    public const string SilencePrompt = "silence-prompt";

    /// <summary>The goodbye to a caller who says nothing any more.</summary>
    public const string SilenceGoodbye = "silence-goodbye";

    /// <summary>What is said in place of something that the voice model failed to say.</summary>
    public const string Apology = "apology";

    /// <summary>The announcement that the call may not last much longer.</summary>
    public const string DurationWarning = "duration-warning";

    /// <summary>The goodbye when the time is up.</summary>
    public const string DurationGoodbye = "duration-goodbye";

    /// <summary>The warning that a budget is nearly spent.</summary>
    public const string BudgetWarning = "budget-warning";

    /// <summary>The goodbye when a budget is spent.</summary>
    public const string BudgetGoodbye = "budget-goodbye";
}
