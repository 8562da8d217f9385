using System.Net.Sockets;
using System.Net.WebSockets;
using AgenticAi.Calls.Supervision;
using AgenticAi.Conversations;
using AgenticAi.Realtime.Connections;
using AgenticAi.Realtime.Events;
using FsCheck;
using FsCheck.Fluent;

namespace AgenticAi.Calls.Tests.Supervision;

/// <summary>Whatever a server, a line or a fault of ours comes up with, there is one verdict, and it is whole.</summary>
public sealed class LegPolicyProperties
{
    private static readonly Gen<string> Codes = Gen.OneOf(
        Gen.Elements<string>(
        [
            .. RealtimeErrors.Fatal, RealtimeErrors.SessionExpired, RealtimeErrors.ResponseCancelNotActive, "rate_limit_exceeded", "", "_",
            "Your session hit the maximum duration of 60 minutes.",
        ]),
        ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""));

    private static readonly Gen<string?> Descriptions =
        Gen.OneOf(Gen.Constant<string?>(null), Codes.Select(code => (string?)code), Codes.Select(code => (string?)$"some_error.{code}"));

    private static readonly Gen<ErrorReceived?> Errors =
        Gen.OneOf(
            Gen.Constant<ErrorReceived?>(null),
            from type in Codes
            from code in Gen.OneOf(Gen.Constant<string?>(null), Codes.Select(code => (string?)code))
            select (ErrorReceived?)new ErrorReceived(type, code, "No.", null, null));

    private static readonly Gen<Exception> Exceptions =
        from outer in Gen.Choose(0, 8)
        from inner in Gen.Choose(0, 8)
        select Thrown(outer, Thrown(inner, null));

    private static readonly Gen<RealtimeEnd> Ends =
        from kind in Gen.Elements(Enum.GetValues<RealtimeEndKind>())
        from status in Gen.OneOf(Gen.Constant<int?>(null), Statuses(1000, 1016), Statuses(0, 65535))
        from description in Descriptions
        from lastError in Errors
        from error in Gen.OneOf(Gen.Constant<Exception?>(null), Exceptions.Select(error => (Exception?)error))
        from byUs in Gen.Elements(true, false, false, false)
        select new RealtimeEnd(kind, (WebSocketCloseStatus?)status, description, lastError, error) { ByUs = byUs };

    private static Gen<int?> Statuses(int from, int to) => Gen.Choose(from, to).Select(code => (int?)code);

    [Fact]
    public void Any_end_of_a_connection_has_one_verdict() => Check(Ends, end =>
    {
        LegVerdict verdict = Whole(LegPolicy.Of(end));
        bool ours = end.ByUs || end.Kind == RealtimeEndKind.Cancelled;
        (verdict.Kind == LegVerdictKind.Benign).ShouldBe(ours);
        string? last = end.LastError is null ? null : RealtimeErrors.CodeOf(end.LastError);
        bool final = RealtimeErrors.Fatal.Contains(last) || RealtimeErrors.Fatal.Contains(RealtimeErrors.CodeOf(end.Description));
        (verdict.Kind == LegVerdictKind.Fatal).ShouldBe(final && !ours);
    });

    [Fact]
    public void Any_exception_has_one_verdict() => Check(Exceptions, error =>
    {
        LegVerdict verdict = Whole(LegPolicy.Of(error));
        verdict.Kind.ShouldNotBe(LegVerdictKind.Benign);
        if (verdict.Kind == LegVerdictKind.Fatal) verdict.End!.Reason.ShouldBe(CallEndReason.OurFault);
    });

    [Fact]
    public void Any_error_event_and_any_response_has_one_verdict_and_the_same_code_the_same() => Check(Errors, error =>
    {
        if (error is null) return;
        LegVerdict verdict = Whole(LegPolicy.Of(error));
        var response = new ResponseDone("r", ResponseStatuses.Failed, null, RealtimeErrors.CodeOf(error), null, []);
        LegPolicy.Of(response).ShouldBe(verdict);
        LegPolicy.Of(response with { Status = error.Type }).Kind.ShouldBe(LegVerdictKind.Benign);
    });

    private static LegVerdict Whole(LegVerdict verdict)
    {
        verdict.Why.ShouldNotBeNullOrWhiteSpace();
        verdict.Why.ShouldNotContain("\n");
        verdict.End?.Detail.ShouldBe(verdict.Why);
        switch (verdict.Kind)
        {
            case LegVerdictKind.Benign: verdict.End.ShouldBeNull(); break;
            case LegVerdictKind.Retry: verdict.End!.Reason.ShouldBe(CallEndReason.ModelLost); break;
            default: verdict.End!.Reason.ShouldBeOneOf(CallEndReason.ModelRefused, CallEndReason.OurFault); break;
        }

        return verdict;
    }

    private static Exception Thrown(int kind, Exception? inner) => kind switch
    {
        0 => new WebSocketException(WebSocketError.Faulted, inner),
        1 => new IOException("gone", inner),
        2 => new SocketException((int)SocketError.HostUnreachable),
        3 => new OperationCanceledException("Aborted", inner),
        4 => new TimeoutException("silent", inner),
        5 => new ObjectDisposedException("socket", inner),
        6 => new AggregateException(inner is null ? [] : [inner, new IOException()]),
        7 => new ArgumentException("bad", inner),
        _ => new InvalidOperationException("bad\r\nnews", inner),
    };

    private static void Check<T>(Gen<T> values, Action<T> test) =>
        Prop.ForAll(values.ToArbitrary(), test).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
}
