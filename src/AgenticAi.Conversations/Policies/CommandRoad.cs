namespace AgenticAi.Conversations;

/// <summary>By which road a caller's wish becomes a command.</summary>
public enum CommandRoad
{
    /// <summary>By none: the conversation only listens.</summary>
    None,

    /// <summary>The transcripts are analysed.</summary>
    Transcripts,

    /// <summary>The voice model calls a function.</summary>
    Tool,

    /// <summary>Both; a wish that comes both ways is one command.</summary>
    Both,
}
