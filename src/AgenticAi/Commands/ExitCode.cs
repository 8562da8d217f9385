namespace AgenticAi.Commands;

internal static class ExitCode
{
    public const int Success = 0;
    public const int Failure = 1;

    /// <summary>Nothing is wrong, and nothing is shown to be right either.</summary>
    public const int NothingToVerify = 2;
}
