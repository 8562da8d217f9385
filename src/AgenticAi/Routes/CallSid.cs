using System.Buffers;

namespace AgenticAi.Routes;

/// <summary>What is taken for a call's name and for a party's number. Both end up in logs, paths and the journal.</summary>
internal static class CallSid
{
    public const string Rule = "must be 1 to 64 letters, digits, hyphens or underscores";

    private const int MaxLength = 64;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    public static bool IsValid(string callSid) =>
        callSid.Length is > 0 and <= MaxLength && !callSid.AsSpan().ContainsAnyExcept(Allowed);

    /// <summary>A number, SIP address or client name, without what would break a log line, and no longer than one is.</summary>
    public static string Party(string? text) =>
        new([.. (text ?? "").Where(character => !char.IsControl(character)).Take(MaxLength)]);
}
