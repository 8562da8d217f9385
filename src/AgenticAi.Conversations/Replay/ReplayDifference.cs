namespace AgenticAi.Conversations;

/// <summary>The first event that is another one today.</summary>
/// <param name="Number">Which of the recorded commands led to it, counted from 1.</param>
/// <param name="Judged">The command, with the time it was judged with.</param>
/// <param name="Sequence">Where the event stands, or would stand.</param>
/// <param name="Recorded">The recorded event; null when the command led to no more events then.</param>
/// <param name="Today">Today's event; null when the command leads to no more events, or to an exception.</param>
/// <param name="Thrown">What today's rules throw; null when they do not.</param>
public sealed record ReplayDifference(
    int Number, JudgedCommand Judged, long Sequence, JournaledEvent? Recorded, JournaledEvent? Today, Exception? Thrown);
