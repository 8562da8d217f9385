using AgenticAi.Conversations;

namespace AgenticAi.Intents.Evaluation;

/// <summary>What an analyser made of an utterance, held against its label.</summary>
/// <param name="Utterance">The label.</param>
/// <param name="Intent">The answer, or null when there was none.</param>
/// <param name="NoAnswer">Why there was none.</param>
public sealed record Judgement(LabelledUtterance Utterance, Intent? Intent, string? NoAnswer)
{
    /// <summary>Everything is as labelled.</summary>
    public bool IsRight => Fault is null;

    /// <summary>
    /// The worst failure: something would be done that must not be. A command or a yes where the label has none, or a command that was
    /// begun although something was missing.
    /// </summary>
    public bool IsFalseCommand => Intent is not null && Acts(Intent.Kind, Intent.AskBack)
        && !Utterance.Kinds.Any(kind => Acts(kind, Utterance.AsksBack == true));

    /// <summary>What is wrong, for people, or null.</summary>
    public string? Fault
    {
        get
        {
            if (Intent is null) return $"no answer: {NoAnswer}";
            if (!Utterance.Kinds.Contains(Intent.Kind)) return $"understood as {Intent.Kind}";
            if (Intent.Command is not { } command) return null;
            if (Utterance.AsksBack is { } asks && asks != Intent.AskBack) return asks ? "does not ask back" : "asks back";
            string spoken = Padded(command);
            if (Utterance.Has.FirstOrDefault(word => !Has(spoken, word)) is { } missing) return $"'{missing}' is missing";
            return Utterance.HasNot.FirstOrDefault(word => Has(spoken, word)) is { } wrong ? $"'{wrong}' is in it" : null;
        }
    }

    private static bool Acts(IntentKind kind, bool asksBack) => kind switch
    {
        IntentKind.Command or IntentKind.Correction => !asksBack,
        IntentKind.Confirm => true,
        _ => false,
    };

    private static bool Has(string spoken, string word) => spoken.Contains(Padded(word), StringComparison.Ordinal);

    /// <summary>Small letters, one space around each word, and nothing but letters, digits and what joins them.</summary>
    private static string Padded(string text)
    {
        IEnumerable<char> letters = text.ToLowerInvariant().Select(c => char.IsLetterOrDigit(c) || "'@.-".Contains(c) ? c : ' ');
        string spaced = string.Concat(letters);
        return $" {string.Join(' ', spaced.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Trim('.')))} ";
    }
}
