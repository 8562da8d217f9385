using AgenticAi.Conversations;
using AgenticAi.Intents.Rules.Language;
using AgenticAi.Intents.Rules.Recalling;

namespace AgenticAi.Intents.Rules.Reading;

/// <summary>Reads one sentence: the steps from 5 on in their order, each tried when the one before has found nothing.</summary>
internal static class SentenceReader
{
    /// <param name="sentence">The words.</param>
    /// <param name="recall">What the conversation remembers.</param>
    /// <param name="earlier">The command of an earlier sentence of the same utterance, or null.</param>
    public static Act Read(Word[] sentence, Recall recall, Word[]? earlier)
    {
        Opening opening = Opening.Of(sentence);
        Word[] matter = opening.Rest;
        if (matter.Length == 0) return opening.Act(recall.IsAsked);
        if (IsHypothetical(matter)) return new Act(IntentKind.Chat, 0.7);
        Word[]? last = earlier ?? recall.LastWords;
        return Reference.Read(matter, recall)
            ?? Correction.Read(opening, last)
            ?? Fragment(matter)
            ?? Condition.Read(matter)
            ?? Question.ReadFramed(matter)
            ?? Requested(opening, recall)
            ?? Completion.Read(matter, recall)
            ?? Question.ReadBare(matter) switch
            {
                { Kind: IntentKind.Command } asked => asked,
                var chat => Later(matter, recall, earlier) ?? chat,
            }
            ?? Remark(opening, recall);
    }

    private static bool IsHypothetical(Word[] matter)
    {
        Lexicon english = Lexicon.English;
        int sign = english.Hypothetical.Match(matter);
        return sign > 0 && sign > Math.Max(english.SoftFrames.Match(matter), english.DirectFrames.Match(matter));
    }

    /// <summary>Half a sentence: it ends where none can end, or has no word with a content.</summary>
    private static Act? Fragment(Word[] matter)
    {
        Lexicon english = Lexicon.English;
        bool isCut = english.Dangling.Has(matter[^1]) && matter[^1].Mark != '?' && english.QuestionWords.Match(matter) == 0;
        bool isAsked = matter[^1].Mark == '?' || (matter.Length > 2 && english.QuestionWords.Match(matter) > 0);
        bool isEmpty = !isAsked && matter.All(english.FunctionWords.Has);
        return isCut || isEmpty ? new Act(IntentKind.Unclear, 0.6) : null;
    }

    private static Act? Requested(Opening opening, Recall recall)
    {
        Request request = Request.Read(opening.Rest);
        switch (request.Form)
        {
            case RequestForm.Unfinished:
                return new Act(IntentKind.Unclear, 0.6);
            case RequestForm.Wanted when recall.IsAskedFor(request.Words):
                return new Act(IntentKind.Confirm, 0.9);
            case RequestForm.Wanted when recall.IsRunning(request.Words) || TakesBack(request.Words):
                return new Act(IntentKind.Cancel, 0.85);
            case RequestForm.Wanted:
                return Act.Command(Spoken.Command(request.Words), request.Confidence);
            case RequestForm.Negated when AfterNegation(opening.Rest, recall) is { } instead:
                return instead;
            case RequestForm.Negated:
                bool refuses = opening.No || recall.IsAsked;
                return new Act(refuses ? IntentKind.Decline : recall.IsBusy ? IntentKind.Cancel : IntentKind.Chat, request.Confidence);
            default:
                return null;
        }
    }

    /// <summary>"(could you) stop it", "stop calling Bob".</summary>
    private static bool TakesBack(Word[] request) =>
        Whole.Match(Lexicon.English.Cancellations, request, 0) == request.Length
        || (request[0].Norm == "stop" && Gerund.ToVerb(request[1..]) is not null);

    /// <summary>"don't call Bob, call Alice".</summary>
    private static Act? AfterNegation(Word[] matter, Recall recall) =>
        Later(matter, recall, null) is { Kind: IntentKind.Command } act ? act : null;

    /// <summary>
    /// "I'm running late, text Anna": the matter begins behind a comma. Not where the first part says whose words follow.
    /// </summary>
    private static Act? Later(Word[] matter, Recall recall, Word[]? earlier)
    {
        int part = Array.FindIndex(matter, word => word.EndsPart) + 1;
        if (part == 0 || part == matter.Length || Lexicon.English.Reporting.Find(matter.AsSpan(0, part)) >= 0) return null;
        Act act = Read(matter[part..], recall, earlier);
        return act.Decides ? act with { Confidence = act.Confidence - 0.05 } : null;
    }

    private static Act Remark(Opening opening, Recall recall)
    {
        Word[] matter = opening.Rest;
        if (matter.Length == 1) return new Act(IntentKind.Unclear, 0.5) { Words = matter };
        return opening.No && recall.IsAsked ? new Act(IntentKind.Decline, 0.7) : new Act(IntentKind.Chat, 0.6) { Words = matter };
    }
}
