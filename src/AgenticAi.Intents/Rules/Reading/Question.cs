using AgenticAi.Conversations;
using AgenticAi.Intents.Rules.Language;

namespace AgenticAi.Intents.Rules.Reading;

/// <summary>
/// Step 7: parts the questions that somebody must look up (the weather, the caller's calendar) from those that the voice answers by itself.
/// </summary>
internal static class Question
{
    /// <summary>"can you tell me when …": a question in a request. Null when no question follows: "tell me Bob's number".</summary>
    public static Act? ReadFramed(Word[] words)
    {
        int frame = Lexicon.English.QuestionFrames.Match(words);
        if (frame == 0 || frame == words.Length || frame < Lexicon.English.SoftFrames.Match(words)) return null;
        Act act = Of(words[frame..]);
        return act.Kind == IntentKind.Command || Lexicon.English.QuestionWords.Match(words, frame) > 0 ? act : null;
    }

    /// <summary>A question as such.</summary>
    public static Act? ReadBare(Word[] words) =>
        Lexicon.English.QuestionWords.Match(words) > 0 || words[^1].Mark == '?' ? Of(words) : null;

    private static Act Of(Word[] question)
    {
        Lexicon english = Lexicon.English;
        Act chat = new(IntentKind.Chat, 0.7) { Words = question };
        if (english.AboutTheVoice.Match(question) > 0 || english.Hypothetical.Match(question) > 0) return chat;
        double confidence = english.LiveQuestions.Match(question) > 0 ? 0.85 : english.LiveTopics.Find(question) >= 0 ? 0.8 : 0;
        if (confidence == 0) return chat;
        Word[] command = Whole.WithoutClosers(question);
        return Act.Command(command[0].Norm is "if" or "whether" ? [Spoken.Added("check"), .. command] : command, confidence);
    }
}
