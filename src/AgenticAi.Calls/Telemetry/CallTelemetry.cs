using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using AgenticAi.Calls.Turns;
using AgenticAi.Realtime.Events;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Calls.Telemetry;

/// <summary>What one call counts, measures and logs. Called from the loops of its graph; allocates nothing for audio.</summary>
public sealed class CallTelemetry(CallMetrics metrics, ILogger logger, bool logTranscripts)
{
    /// <summary>A line for each hundred appends, as the original had it: two seconds of speech.</summary>
    private const int AppendsPerLine = 100;

    private static readonly KeyValuePair<string, object?> FromCaller = new("direction", "caller-to-model");
    private static readonly KeyValuePair<string, object?> FromModel = new("direction", "model-to-caller");

    private static readonly KeyValuePair<string, object?> LateAudio = new("queue", "cancelled response");

    private readonly ConcurrentDictionary<string, bool> _rejectingLegs = new();
    private readonly ConcurrentDictionary<string, bool> _problems = new();
    private long _appends;
    private bool _heardModel;
    private TurnCounts _turns;

    internal void CallerFrameReceived() => metrics.Frames.Add(1, FromCaller);

    internal void CallerAudioAppended(TimeSpan age)
    {
        metrics.AddedLatency.Record(age.TotalMilliseconds, FromCaller);
        if (++_appends % AppendsPerLine == 0) logger.SentAudioChunks(_appends);
    }

    internal void ModelAudioReceived()
    {
        metrics.Frames.Add(1, FromModel);
        if (_heardModel) return;
        _heardModel = true;
        logger.FirstAudioChunkReceived();
    }

    internal void ModelAudioSent(TimeSpan age) => metrics.AddedLatency.Record(age.TotalMilliseconds, FromModel);

    /// <summary>The caller cut in, and the order to be silent is on its way.</summary>
    internal void AgentSilenced(TimeSpan reaction) => metrics.BargeInReaction.Record(reaction.TotalMilliseconds);

    /// <summary>Counts what is new in these sums.</summary>
    internal void Turns(TurnCounts counts)
    {
        if (counts == _turns) return;
        Count(metrics.Interruptions, counts.Interruptions - _turns.Interruptions);
        Count(metrics.FalseStarts, counts.FalseStarts - _turns.FalseStarts);
        Count(metrics.Backchannels, counts.Backchannels - _turns.Backchannels);
        Count(metrics.Overlong, counts.Overlong - _turns.Overlong);
        if (counts.LateFrames > _turns.LateFrames) metrics.Dropped.Add(counts.LateFrames - _turns.LateFrames, LateAudio);
        _turns = counts;
    }

    internal void UnknownMessage(string leg, string type)
    {
        metrics.Unknown.Add(1, new KeyValuePair<string, object?>("leg", leg));
        logger.UnknownMessage(leg, type);
    }

    /// <summary>Counts each, logs the first of each leg: a peer that sends nonsense must not fill the log.</summary>
    internal void MessageRejected(string leg, string reason)
    {
        metrics.Rejected.Add(1, new KeyValuePair<string, object?>("leg", leg));
        if (_rejectingLegs.TryAdd(leg, true)) logger.MessageRejected(leg, reason);
    }

    /// <summary>Something of the model's went wrong that the caller would have to wait for. Counts each, logs the first of a kind.</summary>
    internal void TurnProblem(string kind, string words)
    {
        metrics.Problems.Add(1, new KeyValuePair<string, object?>("kind", kind));
        if (_problems.TryAdd(kind, true)) logger.TurnProblem(kind, words);
    }

    internal void LateMessage() => metrics.Late.Add(1, new KeyValuePair<string, object?>("leg", "realtime"));

    internal void ModelLost(string why, bool isEnd)
    {
        metrics.ModelLost.Add(1);
        if (isEnd) logger.ModelGone(why);
        else logger.ModelLost(why);
    }

    internal void ModelRestored(TimeSpan away) => metrics.RestoreTime.Record(away.TotalMilliseconds);

    /// <summary>A session gave way to another before the server would have ended it.</summary>
    /// <param name="age">How long it had lasted.</param>
    /// <param name="isBetweenTurns">False when no moment between two turns came in time.</param>
    internal void ModelRotated(TimeSpan age, bool isBetweenTurns)
    {
        metrics.Rotated.Add(1, new KeyValuePair<string, object?>("moment", isBetweenTurns ? "between-turns" : "any"));
        logger.ModelRotated(age, isBetweenTurns ? "between two turns" : "though it was in use");
    }

    internal void NextSessionNotReady(string why) => logger.NextSessionNotReady(why);

    internal void SendFailed(string leg) => logger.SendFailed(leg);

    internal void ModelEvent(ServerEvent serverEvent)
    {
        switch (serverEvent)
        {
            case InputTranscriptionCompleted transcript when logTranscripts:
                logger.UserTranscriptSensitive(transcript.Transcript);
                break;
            case InputTranscriptionCompleted transcript:
                logger.UserTranscript(transcript.Transcript.Length);
                break;
            case OutputTranscriptDone transcript when logTranscripts:
                logger.AssistantTranscriptSensitive(transcript.Transcript);
                break;
        }
    }

    private static void Count(Counter<long> counter, long more)
    {
        if (more > 0) counter.Add(more);
    }

    /// <summary>A full boundary dropped its oldest element. Each is counted, an episode is logged once.</summary>
    internal void Dropped(string boundary, bool firstOfEpisode)
    {
        metrics.Dropped.Add(1, new KeyValuePair<string, object?>("queue", boundary));
        if (firstOfEpisode) logger.QueueFull(boundary);
    }
}
