using System.Diagnostics;

namespace AgenticAi.Calls.Telemetry;

/// <summary>
/// The span of one call in distributed tracing (https://www.w3.org/TR/trace-context/), a child of the request that announced it. What a call
/// asks of others (model, intent analysis, agents) carries its <c>traceparent</c>. The context of a request does not flow into an actor by
/// itself: whoever asks others for the call enters the span first. Safe for any thread.
/// </summary>
internal sealed class CallTrace : IDisposable
{
    private const string SpanName = "call";
    private static readonly ActivitySource Source = new("AgenticAi.Calls");
    private readonly Activity? _span;

    /// <param name="parent">The request that announced the call; <see langword="default"/> for none: then nothing is passed on.</param>
    /// <param name="callSid">The call.</param>
    public CallTrace(ActivityContext parent, string callSid)
    {
        _span = Source.CreateActivity(SpanName, ActivityKind.Internal, parent) ?? Unobserved(parent);
        _span?.SetTag("call.sid", callSid);
        using (Enter()) _span?.Start();
    }

    /// <summary>From here to the end of the scope, requests and connections belong to the call.</summary>
    public Scope Enter() => new(_span);

    /// <summary>The call is over.</summary>
    public void Dispose() => _span?.Dispose();

    /// <summary>Without anybody who looks at spans, the parent is still passed on.</summary>
    private static Activity? Unobserved(ActivityContext parent) => parent == default
        ? null
        : new Activity(SpanName).SetParentId(parent.TraceId, parent.SpanId, parent.TraceFlags);

    /// <summary>Ends where the span is left again.</summary>
    public readonly struct Scope : IDisposable
    {
        private readonly Activity? _before = Activity.Current;

        public Scope(Activity? span)
        {
            if (span is { IsStopped: false, Id: not null }) Activity.Current = span;
        }

        public void Dispose() => Activity.Current = _before is { IsStopped: true } ? null : _before;
    }
}
