namespace AgenticAi.Streams.Embedded;

/// <summary>Hears what a run loses. Called from the loops of the run, so it must not block.</summary>
public interface IRunObserver
{
    /// <summary>A full boundary dropped its oldest element.</summary>
    /// <param name="boundary">Name of the boundary.</param>
    /// <param name="firstOfEpisode">True for the first drop since the boundary was last empty: the one worth a log line.</param>
    void OnDropped(string boundary, bool firstOfEpisode);
}
