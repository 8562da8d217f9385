namespace AgenticAi.Doctor;

/// <summary>How one examination came out.</summary>
internal enum Verdict
{
    Good,
    Warning,
    Failed,
}

/// <summary>What one examination found.</summary>
/// <param name="Verdict">Good, something to know, or something that stops calls.</param>
/// <param name="Subject">What was looked at.</param>
/// <param name="Text">What was found, and what to do about it.</param>
internal sealed record Finding(Verdict Verdict, string Subject, string Text)
{
    public static Finding Good(string subject, string text) => new(Verdict.Good, subject, text);

    public static Finding Warning(string subject, string text) => new(Verdict.Warning, subject, text);

    public static Finding Failed(string subject, string text) => new(Verdict.Failed, subject, text);
}
