namespace AgenticAi.Intents.Models;

/// <summary>
/// What a language model is told. The same for every question and every call, so that vendors can cache it as the prefix.
/// </summary>
internal static class Instructions
{
    public static string Text { get; } = Read();

    private static string Read()
    {
        using Stream file = typeof(Instructions).Assembly.GetManifestResourceStream("AgenticAi.Intents.Instructions.txt")!;
        using var reader = new StreamReader(file);
        return reader.ReadToEnd();
    }
}
