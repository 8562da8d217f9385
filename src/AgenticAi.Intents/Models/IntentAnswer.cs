using System.Collections.Immutable;
using System.Text.Json;
using AgenticAi.Conversations;

namespace AgenticAi.Intents.Models;

/// <summary>
/// Reads what a model answered, as a stranger's text: a schema on the way out is no promise on the way in. Whatever is not exactly an
/// intent is an error, and an error is never a command.
/// </summary>
internal static class IntentAnswer
{
    /// <summary>Several times as long as what can be said in a breath: longer ones are not the caller's.</summary>
    private const int LongestCommand = 2_000;

    private const int MostEntities = 50;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <exception cref="IntentAnalysisException">The text is no intent.</exception>
    public static Intent Read(string vendor, string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, Strict);
            return Read(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            // The text may hold what the caller said, and the parser's message parts of it: neither is passed on.
            throw Refusal.NoAnswer(vendor, error is FormatException ? error.Message : "the answer is no intent of the schema");
        }
    }

    private static Intent Read(JsonElement answer)
    {
        IntentKind kind = KindOf(answer.GetProperty("kind").GetString());
        double confidence = answer.GetProperty("confidence").GetDouble();
        if (confidence is not (>= 0 and <= 1)) throw new FormatException("the confidence is not between 0 and 1");
        string command = answer.GetProperty("command").GetString()?.Trim() ?? "";
        bool asksBack = answer.GetProperty("ask_back").GetBoolean();
        ImmutableArray<Entity> entities = EntitiesOf(answer.GetProperty("entities"));
        bool isCommand = kind is IntentKind.Command or IntentKind.Correction;
        if (isCommand && command.Length == 0) throw new FormatException("a command without words");
        if (!isCommand && command.Length > 0) throw new FormatException($"a command although the kind is {IntentSchema.NameOf(kind)}");
        if (command.Length > LongestCommand) throw new FormatException("the command is too long");
        if (command.Any(char.IsControl)) throw new FormatException("the command holds control characters");
        return isCommand ? new Intent(kind, command, entities, confidence, asksBack) : Intent.Of(kind, confidence);
    }

    private static IntentKind KindOf(string? name)
    {
        foreach (IntentKind kind in Enum.GetValues<IntentKind>())
            if (IntentSchema.NameOf(kind) == name) return kind;
        throw new FormatException("the kind is none of the list");
    }

    private static ImmutableArray<Entity> EntitiesOf(JsonElement list)
    {
        if (list.GetArrayLength() > MostEntities) throw new FormatException("more entities than a command can have");
        return [.. list.EnumerateArray().Select(entity => new Entity(WordsOf(entity, "kind"), WordsOf(entity, "value")))];
    }

    private static string WordsOf(JsonElement entity, string name) =>
        entity.GetProperty(name).GetString() is { Length: > 0 and <= LongestCommand } words && !words.Any(char.IsControl)
            ? words
            : throw new FormatException("an entity without words");
}
