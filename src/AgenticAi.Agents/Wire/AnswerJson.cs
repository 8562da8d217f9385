using System.Text.Json;
using AgenticAi.Conversations;

namespace AgenticAi.Agents.Wire;

/// <summary>
/// An agent's answer as it is written: <c>{"text": "…"}</c>, or <c>{"error": "…"}</c> when it could not be done; a callback names the
/// task besides (<c>id</c>). Other keys are passed over. The text is handed on as it is: it is data, whatever it says.
/// </summary>
internal sealed record AnswerJson
{
    private const string Form = "it must be an object with text or error";

    /// <summary>The task that is answered, where it is named.</summary>
    public string? Id { get; private init; }

    /// <summary>Why it cannot be read; null for an answer.</summary>
    public string? Fault { get; private init; }

    private string? Text { get; init; }

    private string? Error { get; init; }

    public static AnswerJson Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(utf8);
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) return new AnswerJson { Fault = Form };
            var answer = new AnswerJson { Id = StringOf(root, "id"), Text = StringOf(root, "text"), Error = StringOf(root, "error") };
            return answer with { Fault = answer.Text is null && answer.Error is null ? Form : null };
        }
        catch (JsonException)
        {
            // Without the parser's exception, which repeats what it read.
            return new AnswerJson { Fault = "it is not JSON" };
        }
        catch (InvalidOperationException)
        {
            return new AnswerJson { Fault = "it holds bytes that are no text" };
        }
    }

    /// <param name="secrets">Are kept out of the exception's text.</param>
    /// <exception cref="AgentException">It is no answer, or it tells an error.</exception>
    public AgentAnswer ToAnswer(params IEnumerable<string> secrets)
    {
        if (Fault is not null) throw new AgentException($"The agent's answer cannot be read: {Fault}.");
        return Error is null ? new AgentAnswer(Text!) : throw new AgentException("The agent could not do it: " + Reason.Of(Error, secrets));
    }

    private static string? StringOf(JsonElement root, string key) =>
        root.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
