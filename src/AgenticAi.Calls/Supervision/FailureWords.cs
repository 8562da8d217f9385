using System.Net.Sockets;
using System.Net.WebSockets;

namespace AgenticAi.Calls.Supervision;

/// <summary>Puts a failure into a few words that are safe in a log: whatever a server wrote may hold anything, a key included.</summary>
internal static class FailureWords
{
    private const int LongestCode = 64;
    private const int LongestMessage = 200;

    /// <summary>A server's error code, if it looks like one.</summary>
    public static string Code(string? code) =>
        code is { Length: > 0 and <= LongestCode } && code.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or '.')
            ? code
            : "no usable code";

    /// <summary>A fault of ours, in one line of a bearable length.</summary>
    public static string OfFault(Exception error)
    {
        string message = error.Message.ReplaceLineEndings(" ");
        return $"{error.GetType().Name}: {(message.Length <= LongestMessage ? message : message[..LongestMessage] + "…")}";
    }

    /// <summary>What broke the line. The innermost exception knows most.</summary>
    public static string Of(Exception error)
    {
        Exception innermost = error;
        while (innermost.InnerException is { } inner) innermost = inner;
        return innermost switch
        {
            SocketException socket => $"SocketException {socket.SocketErrorCode}",
            // How .NET tells of a ping that was not answered within KeepAliveTimeout.
            WebSocketException { WebSocketErrorCode: WebSocketError.Faulted } when error is OperationCanceledException =>
                "no answer to a ping",
            // Ours, see ModelWatch, or the runtime's: no server has a hand in it.
            TimeoutException timeout => timeout.Message,
            WebSocketException socket => $"WebSocketException {socket.WebSocketErrorCode}",
            _ => innermost.GetType().Name,
        };
    }
}
