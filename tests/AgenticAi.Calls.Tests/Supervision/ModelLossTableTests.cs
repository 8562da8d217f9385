using System.Globalization;
using System.Net.Sockets;
using System.Net.WebSockets;
using AgenticAi.Calls.Supervision;
using AgenticAi.Conversations;
using AgenticAi.Realtime.Connections;
using AgenticAi.Realtime.Events;

namespace AgenticAi.Calls.Tests.Supervision;

/// <summary>Holds docs/operations/model-loss.md against the program, row by row.</summary>
public sealed class ModelLossTableTests
{
    private static readonly Exception[] Exceptions =
    [
        new WebSocketException(WebSocketError.ConnectionClosedPrematurely), new IOException(), new SocketException(),
        new ObjectDisposedException("socket"), new OperationCanceledException(), new TimeoutException(),
        new ArgumentException("voice: not one of the model's"), new InvalidOperationException(),
    ];

    public static TheoryData<string, string, string> Cases =>
        [.. ModelLossPage.Cases().Select(row => new TheoryDataRow<string, string, string>(row.Case, row.Verdict, row.EndReason))];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Each_case_of_the_page_is_decided_as_it_says(string name, string verdict, string endReason)
    {
        foreach (LegVerdict decided in await DecideAsync(name))
        {
            WordOf(decided.Kind).ShouldBe(verdict);
            (decided.End?.Reason.Name() ?? "").ShouldBe(endReason);
            decided.End?.Detail.ShouldBe(decided.Why);
        }
    }

    [Fact]
    public void No_case_stands_there_twice() => ModelLossPage.Cases().Select(row => row.Case).ShouldBeUnique();

    [Fact]
    public void Each_code_that_is_final_has_its_rows_and_is_fatal_in_each()
    {
        foreach (string code in RealtimeErrors.Fatal)
        {
            string[] verdicts = [.. ModelLossPage.Cases().Where(row => row.Case.Split(' ', '.')[^1] == code).Select(row => row.Verdict)];
            verdicts.ShouldNotBeEmpty(code);
            verdicts.ShouldAllBe(verdict => verdict == "fatal", code);
        }
    }

    [Fact]
    public void The_times_are_the_defaults()
    {
        var options = new SupervisionOptions();
        ModelLossPage.Times().ShouldBe(
        [
            (nameof(options.RestoreWithin), $"{options.RestoreWithin.TotalSeconds} s"),
            (nameof(options.FirstWithin), $"{options.FirstWithin.TotalSeconds} s"),
            (nameof(options.FirstPause), $"{options.FirstPause.TotalMilliseconds} ms"),
            (nameof(options.LongestPause), $"{options.LongestPause.TotalMilliseconds} ms"),
            (nameof(options.LastingSession), $"{options.LastingSession.TotalSeconds} s"),
            (nameof(options.AnswerWithin), $"{options.AnswerWithin.TotalSeconds} s"),
            (nameof(options.ThinkWithin), $"{options.ThinkWithin.TotalSeconds} s"),
            (nameof(options.RotateAfter), $"{options.RotateAfter.TotalMinutes} min"),
        ]);
    }

    private static string WordOf(LegVerdictKind kind) => kind switch
    {
        LegVerdictKind.Benign => "go on",
        LegVerdictKind.Retry => "retry",
        LegVerdictKind.Fatal => "fatal",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static async Task<IReadOnlyList<LegVerdict>> DecideAsync(string name)
    {
        string[] words = name.Split(' ', 2);
        string rest = words.Length > 1 ? words[1] : "";
        return words[0] switch
        {
            "connect" => [LegPolicy.Of(await FailedConnects.FailAsync(rest))],
            "close" => [LegPolicy.Of(Closed(rest))],
            "closed" => [LegPolicy.Of(Closed("1000") with { ByUs = true })],
            "cancelled" => [LegPolicy.Of(new RealtimeEnd(RealtimeEndKind.Cancelled, null, null, null, null))],
            "exception" => [LegPolicy.Of(Exceptions.Single(error => error.GetType().Name == rest))],
            // Some codes stand only in the type of an error.
            "error" => [LegPolicy.Of(Error("invalid_request_error", rest)), LegPolicy.Of(Error(rest, code: null))],
            "response" => [LegPolicy.Of(Done(rest.Split(' ')))],
            _ => throw new ArgumentException($"The page names a case of an unknown kind: {name}", nameof(name)),
        };
    }

    /// <param name="rest">The close code, then the server's description or, behind "after", the error event that came before.</param>
    private static RealtimeEnd Closed(string rest)
    {
        string[] words = rest.Split(' ', 2);
        var status = (WebSocketCloseStatus)int.Parse(words[0], CultureInfo.InvariantCulture);
        string[] after = rest.Split(" after ");
        return after.Length > 1
            ? new RealtimeEnd(RealtimeEndKind.Closed, status, "", Error("invalid_request_error", after[1]), null)
            : new RealtimeEnd(RealtimeEndKind.Closed, status, words.Length > 1 ? words[1] : "", null, null);
    }

    private static ErrorReceived Error(string type, string? code) => new(type, code, "No.", Param: null, EventId: null);

    private static ResponseDone Done(string[] words) =>
        new("resp_1", words[0], null, words.Length > 1 ? words[1] : null, Usage: null, Output: []);
}
