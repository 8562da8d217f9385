namespace ExampleAgentSample;

/// <summary>What stands on the command line.</summary>
internal sealed record Options(int? Port, string Secret, string? File, TimeSpan Delay, bool Callback)
{
    public static Options Of(string[] args) => new(
        Value(args, "--port") is { } port ? int.Parse(port, null) : null,
        Value(args, "--secret") ?? "",
        Value(args, "--file"),
        TimeSpan.FromMilliseconds(Value(args, "--delay") is { } delay ? int.Parse(delay, null) : 0),
        args.Contains("--callback"));

    private static string? Value(string[] args, string name)
    {
        int at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }
}
