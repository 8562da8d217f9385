using System.Text.Encodings.Web;
using System.Text.Json;

namespace AgenticAi.Conversations;

/// <summary>
/// How commands are stored beside the events they led to: a short stable name, the version of the shape, and the properties as a
/// JSON object (UTF-8). A command is never renamed or reshaped, only added: one line here, one in the context.
/// </summary>
public static class ConversationCommandJson
{
    // As for events: read by us and by people with a database tool, never embedded in HTML.
    private static readonly ConversationCommandJsonContext Context = new(
        new JsonSerializerOptions(ConversationCommandJsonContext.Default.Options)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        });

    private static readonly StoredShape[] Shapes =
    [
        new("start-conversation", 1, Context.StartConversation),
        new("resume-conversation", 1, Context.ResumeConversation),
        new("hear-item", 1, Context.HearItem),
        new("caller-starts-speaking", 1, Context.CallerStartsSpeaking),
        new("caller-stops-speaking", 1, Context.CallerStopsSpeaking),
        new("transcribe-caller", 1, Context.TranscribeCaller),
        new("fail-transcription", 1, Context.FailTranscription),
        new("assistant-transcript", 1, Context.AssistantTranscript),
        new("assistant-heard", 1, Context.AssistantHeard),
        new("press-digit", 1, Context.PressDigit),
        new("request-speech", 1, Context.RequestSpeech),
        new("report-speech", 1, Context.ReportSpeech),
        new("connect-model", 1, Context.ConnectModel),
        new("lose-model", 1, Context.LoseModel),
        new("report-usage", 1, Context.ReportUsage),
        new("note-problem", 1, Context.NoteProblem),
        new("end-conversation", 1, Context.EndConversation),
        new("report-transcript-usage", 1, Context.ReportTranscriptUsage),
        new("report-day-spending", 1, Context.ReportDaySpending),
        new("adopt-policy", 1, Context.AdoptPolicy),
        new("recall-earlier", 1, Context.RecallEarlier),
        new("report-intent", 1, Context.ReportIntent),
        new("fail-intent", 1, Context.FailIntent),
        new("ask-agent", 1, Context.AskAgent),
        new("try-pin", 1, Context.TryPin),
        new("report-slow", 1, Context.ReportSlow),
        new("report-command", 1, Context.ReportCommand),
        new("note-restart", 1, Context.NoteRestart),
    ];

    private static readonly StoredShapes<ConversationCommand> Stored = new(
        "a", "command", Shapes, static (message, cause) => new UnknownCommandException(message, cause));

    /// <summary>The stored form of a command.</summary>
    public static StoredCommand Write(ConversationCommand command)
    {
        (string name, int version, byte[] json) = Stored.Write(command);
        return new StoredCommand(name, version, json);
    }

    /// <summary>The command of a stored form.</summary>
    /// <exception cref="UnknownCommandException">Name, version or a property is not known, or the JSON is no such command.</exception>
    public static ConversationCommand Read(string name, int version, ReadOnlySpan<byte> json) => Stored.Read(name, version, json);
}
