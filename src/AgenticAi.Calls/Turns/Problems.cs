namespace AgenticAi.Calls.Turns;

/// <summary>What may go wrong with a response, as journal, log and metrics name it. A closed list: the server's own code stands in the message.</summary>
internal static class Problems
{
    public const string Failed = "response_failed";
    public const string Cut = "response_cut";
    public const string TextOnly = "response_text_only";
    public const string Empty = "response_empty";
    public const string Lost = "response_lost";
    public const string Refused = "request_refused";
    public const string Unanswered = "request_unanswered";
    public const string FunctionNotOffered = "function_not_offered";
    public const string FunctionArguments = "function_arguments";
    public const string EndlessSpeech = "speech_without_end";
}
