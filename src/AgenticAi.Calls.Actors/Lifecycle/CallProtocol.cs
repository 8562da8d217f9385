using System.Diagnostics;
using AgenticAi.Twilio.MediaStreams;
using Akka.Actor;

namespace AgenticAi.Calls.Actors.Lifecycle;

/// <summary>What <see cref="CallActor"/> is told from outside.</summary>
internal static class CallProtocol
{
    /// <summary>Others know of the call now. Before this it does nothing that could end it.</summary>
    public sealed record Begin;

    /// <summary>Brings the caller's leg, which belongs to the call until its completion. Answered with <see cref="bool"/>.</summary>
    public sealed record AttachStream(MediaStreamConnection Stream) : INoSerializationVerificationNeeded;

    /// <summary>The call is to end. The first reason counts.</summary>
    public sealed record End(CallEnd Reason);

    /// <summary>Another stream takes the conversation: the call ends without ending it.</summary>
    public sealed record Leave;

    /// <summary>
    /// Its stream is closed and Twilio asks what next. Answered with <see cref="Comeback"/>; with none when the call leaves its
    /// conversation to the next one, which may begin when this one is over.
    /// </summary>
    public sealed record Resume;

    /// <summary>The answer to <see cref="Resume"/>.</summary>
    public sealed record Resumed(Comeback? Comeback);
}

/// <summary>What <see cref="CallsActor"/> is told.</summary>
internal static class CallsProtocol
{
    /// <summary>A call was announced; one that is known is the same call. Answered with <see cref="Admission"/>.</summary>
    /// <param name="Request">The call.</param>
    /// <param name="ComesBack">It had a stream before; its conversation is in the journal.</param>
    /// <param name="Announcement">The request that announced it, for tracing.</param>
    public sealed record Admit(CallRequest Request, bool ComesBack, ActivityContext Announcement);

    /// <summary>No more calls are admitted. Answered with <see cref="Draining"/>.</summary>
    public sealed record Drain;

    /// <summary>The answer to <see cref="Drain"/>: the calls that still run.</summary>
    public sealed record Draining(IReadOnlyList<Call> Calls);
}

/// <summary>Whether a call was admitted.</summary>
/// <param name="Call">The call; null when it was not.</param>
/// <param name="Refusal">Why not.</param>
public sealed record Admission(Call? Call, AdmissionRefusal Refusal);
