namespace AgenticAi.Calls.Supervision;

/// <summary>When a session gives way to another before the server ends it. Ages of the session.</summary>
/// <param name="From">From here on it gives way at the next moment between two turns.</param>
/// <param name="Latest">Here it is left even in the middle of a sentence.</param>
public readonly record struct RotationTimes(TimeSpan From, TimeSpan Latest)
{
    /// <summary>
    /// What a session may last where the server does not say (https://platform.openai.com/docs/guides/realtime-conversations: 60 minutes).
    /// </summary>
    private static readonly TimeSpan LongestSession = TimeSpan.FromMinutes(60);

    /// <summary>Beginning and end of the search, as parts of the lifetime: of an hour, 10 minutes and 2 minutes before its end.</summary>
    private const int Parts = 30;
    private const int FromPart = 25;
    private const int LatestPart = 29;

    /// <param name="rotateAfter">The age that is wanted.</param>
    /// <param name="lifetime">What the server grants; null when it does not say, or what it says cannot be.</param>
    public static RotationTimes Of(TimeSpan rotateAfter, TimeSpan? lifetime)
    {
        // A clock that is wrong makes a session that began a moment ago one that is over.
        TimeSpan limit = lifetime is { } granted && granted > TimeSpan.Zero ? granted : LongestSession;
        TimeSpan from = limit * FromPart / Parts;
        return new RotationTimes(rotateAfter < from ? rotateAfter : from, limit * LatestPart / Parts);
    }
}
