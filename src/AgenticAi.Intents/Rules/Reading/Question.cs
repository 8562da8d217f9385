using AgenticAi.Conversations;
using AgenticAi.Intents.Rules.Language;

namespace AgenticAi.Intents.Rules.Reading;

/// <summary>
/// Step 7: parts the questions that somebody must look up (the weather, the caller's calendar) from those that the voice answers by itself.
/// </summary>
internal static class Question
{
    public static Act? Read(Word[] words)
    {
        Lexicon english = Lexicon.English;
        int frame = english.QuestionFrames.Match(words);
        Word[] question = words[frame..];
        bool isQuestion = frame > 0 || english.QuestionWords.Match(question) > 0 || words[^1].Mark == '?';
        if (!isQuestion || question.Length == 0) return null;
        Act chat = new(IntentKind.Chat, 0.7) { Words = words };
        if (english.AboutTheVoice.Match(question) > 0 || english.Hypothetical.Match(question) > 0) return chat;
        double confidence = english.LiveQuestions.Match(question) > 0 ? 0.85 : english.LiveTopics.Find(question) >= 0 ? 0.8 : 0;
        if (confidence == 0) return chat;
        Word[] command = Whole.WithoutClosers(question);
        return Act.Command(command[0].Norm is "if" or "whether" ? [Spoken.Added("check"), .. command] : command, confidence);
    }
}
