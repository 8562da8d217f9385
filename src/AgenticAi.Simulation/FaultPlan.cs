namespace AgenticAi.Simulation;

/// <summary>A fault that happens by itself.</summary>
/// <param name="When">The moment.</param>
/// <param name="Fault">What happens.</param>
/// <param name="Session">In which session of the server: 0 is the first that connects. Null means in each.</param>
public sealed record FaultPlan(FaultTrigger When, RealtimeFault Fault, int? Session = 0);

/// <summary>The moment of a fault.</summary>
public abstract record FaultTrigger
{
    private protected FaultTrigger()
    {
    }
}

/// <summary>A time after the session was created.</summary>
/// <param name="Time">At least zero.</param>
public sealed record AtTime(TimeSpan Time) : FaultTrigger;

/// <summary>When the client is let in, before <c>session.created</c>.</summary>
public sealed record AtOpening : FaultTrigger;

/// <summary>When the client sends an event of a type for the Nth time, before it is carried out.</summary>
/// <param name="Type">For instance <c>session.update</c>, <c>input_audio_buffer.commit</c>.</param>
/// <param name="Number">1 is the first of its type in the session.</param>
public sealed record AtClientEvent(string Type, int Number = 1) : FaultTrigger;

/// <summary>When the client's close frame has come, before it is answered.</summary>
public sealed record AtGoodbye : FaultTrigger;

/// <summary>When the caller begins to speak for the Nth time in the session, as the VAD hears it.</summary>
/// <param name="Number">1 is the first utterance.</param>
public sealed record AtUtterance(int Number) : FaultTrigger;

/// <summary>When the Nth response of the session was created, before anything of it is made.</summary>
/// <param name="Number">1 is the first response.</param>
public sealed record AtResponse(int Number) : FaultTrigger;

/// <summary>In the middle of the Nth response of the session.</summary>
/// <param name="Number">1 is the first response.</param>
/// <param name="AudioSent">When at least this much of its audio has been sent.</param>
public sealed record InResponse(int Number, TimeSpan AudioSent) : FaultTrigger;
