namespace AgenticAi.Conversations;

/// <summary>
/// What the voice says about commands, each in the language of the callers. An empty text is not said. <c>{command}</c> stands for the
/// command in the caller's words.
/// </summary>
public sealed record CommandWords
{
    /// <summary>Said while a command takes long.</summary>
    public string Working { get; init; } = "I am still working on that.";

    /// <summary>Said when a command was done and the agent had nothing to tell.</summary>
    public string Done { get; init; } = "That is done.";

    /// <summary>Said when the agent failed.</summary>
    public string Failed { get; init; } = "I am sorry, that did not work.";

    /// <summary>Said when the agent took too long.</summary>
    public string TimedOut { get; init; } = "I am sorry, that took too long, so I stopped it.";

    /// <summary>Said when the caller's wish to stop something was carried out.</summary>
    public string Cancelled { get; init; } = "All right, I stopped that.";

    /// <summary>Said when this caller may not command.</summary>
    public string NotAllowed { get; init; } = "I am sorry, I may not do that for you.";

    /// <summary>Said when the call has had as many commands as it may.</summary>
    public string TooMany { get; init; } = "I am sorry, that is as much as I may do in one call.";

    /// <summary>Asks for the PIN.</summary>
    public string AskPin { get; init; } = "Please say or key in your PIN.";

    /// <summary>Said after a wrong PIN, when another try is left.</summary>
    public string WrongPin { get; init; } = "That PIN is not right. Please try once more.";

    /// <summary>Said after the last wrong PIN.</summary>
    public string PinRefused { get; init; } = "That PIN is not right either. I cannot do that for you in this call.";

    /// <summary>Asks whether to do it.</summary>
    public string AskConfirmation { get; init; } = "You want me to do this: {command}. Is that right?";

    /// <summary>Asks for what is missing.</summary>
    public string AskBack { get; init; } = "What exactly would you like me to do?";
}
