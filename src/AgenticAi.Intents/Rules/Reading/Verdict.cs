using AgenticAi.Conversations;
using AgenticAi.Intents.Rules.Entities;
using AgenticAi.Intents.Rules.Language;
using AgenticAi.Intents.Rules.Recalling;

namespace AgenticAi.Intents.Rules.Reading;

/// <summary>Step 10: what all sentences of an utterance come to. Commands add up; who takes one back takes all back.</summary>
internal sealed class Verdict(Recall recall)
{
    /// <summary>Of sentences that do nothing, the one with more to it speaks for all.</summary>
    private static readonly IntentKind[] Weight =
    [
        IntentKind.Unclear, IntentKind.Greeting, IntentKind.Chat, IntentKind.Farewell, IntentKind.Confirm, IntentKind.Decline,
        IntentKind.Cancel,
    ];

    private readonly List<Act> _commands = [];
    private Act _other = new(IntentKind.Unclear, 0.5);
    private bool _hasOther;

    public void Take(Word[] sentence)
    {
        Act act = SentenceReader.Read(sentence, recall, _commands.Count > 0 ? _commands[^1].Words : null);
        switch (act.Kind)
        {
            case IntentKind.Correction when _commands.Count > 0:
                _commands[^1] = _commands[^1] with { Words = act.Words, Confidence = Math.Min(_commands[^1].Confidence, act.Confidence) };
                break;
            case IntentKind.Command or IntentKind.Correction:
                _commands.Add(act);
                break;
            case IntentKind.Chat or IntentKind.Unclear when _commands.Count > 0 && GoesOn(act.Words):
                Word[] before = _commands[^1].Words;
                _commands[^1] = _commands[^1] with { Words = [.. before[..^1], before[^1] with { Mark = ',' }, .. act.Words] };
                break;
            case IntentKind.Cancel or IntentKind.Decline when _commands.Count > 0:
                _commands.Clear();
                Weigh(act with { Kind = IntentKind.Cancel });
                break;
            default:
                Weigh(act);
                break;
        }
    }

    public Intent Intent()
    {
        if (_commands.Count == 0) return Conversations.Intent.Of(_other.Kind, _other.Confidence);
        List<string> texts = [];
        List<Entity> entities = [];
        bool asksBack = false;
        double confidence = 1;
        foreach (Act act in _commands)
        {
            bool isOpen = false;
            Word[] words = texts.Count == 0 ? Pointers.Resolve(act.Words, recall, out isOpen) : act.Words;
            words = Spoken.Command(words);
            asksBack |= isOpen || Completeness.IsMissing(act, words) || (act.Kind == IntentKind.Correction && recall.Last is null);
            confidence = Math.Min(confidence, isOpen ? act.Confidence - 0.1 : act.Confidence);
            texts.Add(Spoken.Of(words));
            entities.AddRange(EntityReader.Of(words));
        }

        return new Intent(_commands[0].Kind, string.Join("; ", texts), [.. entities], Math.Round(confidence, 2), asksBack);
    }

    private void Weigh(Act act)
    {
        if (_hasOther && Array.IndexOf(Weight, act.Kind) < Array.IndexOf(Weight, _other.Kind)) return;
        (_other, _hasOther) = (act, true);
    }

    /// <summary>"Book a table. On Friday at eight.": what follows belongs to the command.</summary>
    private static bool GoesOn(Word[] words) =>
        words.Length > 0 && words[^1].Mark != '?'
            && (Lexicon.English.Prepositions.Has(words[0]) || EntityReader.Lead(words) is { Length: > 0, Start: 0 });
}
