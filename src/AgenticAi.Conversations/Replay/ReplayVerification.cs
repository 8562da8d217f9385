using System.Collections.Immutable;

namespace AgenticAi.Conversations;

/// <summary>
/// Judges the recorded commands of a conversation again, by the rules of today, and compares what they lead to with what is recorded.
/// So a change of the rules can be tried on real conversations before it goes live.
/// </summary>
public static class ReplayVerification
{
    /// <summary>Goes on as long as today's events are the recorded ones, and stops at the first that is not.</summary>
    /// <exception cref="UnknownEventException">A recorded event is of no known kind.</exception>
    public static ReplayFinding Of(ConversationRecording recording)
    {
        ArgumentNullException.ThrowIfNull(recording);
        var run = new Run(recording);
        return run.Judge();
    }

    private sealed class Run(ConversationRecording recording)
    {
        private ConversationState _state = ConversationState.New(recording.ConversationId);
        private int _commands;
        private int _events;

        public ReplayFinding Judge()
        {
            for (int i = 0; i < recording.Events.Count; i++)
            {
                if (recording.Events[i].Sequence != i + 1) return Damaged($"Event {i + 1} is missing.");
            }

            foreach (JudgedCommand judged in recording.Commands)
            {
                if (Judge(judged) is { } stopped) return stopped;
            }

            return _state.Sequence < recording.Events.Count
                ? Damaged($"Event {_state.Sequence + 1} belongs to no command.")
                : Finding(ReplayOutcome.Same);
        }

        private ReplayFinding? Judge(JudgedCommand judged)
        {
            if (judged.AfterSequence < _state.Sequence)
                return Damaged($"Command {_commands + 1} was judged after event {judged.AfterSequence}, and others before it led further.");
            if (judged.AfterSequence > recording.Events.Count) return Truncated(judged.AfterSequence);
            if (judged.AfterSequence > _state.Sequence) return Damaged($"Event {_state.Sequence + 1} belongs to no command.");
            ImmutableArray<JournaledEvent> recorded =
                [.. recording.Events.Skip((int)judged.AfterSequence).Take(judged.Events)];
            if (Compare(judged, recorded) is { } difference)
                return Finding(ReplayOutcome.Different) with { Difference = difference };
            if (recorded.Length < judged.Events) return Truncated(judged.AfterSequence + judged.Events);
            _state = ConversationRules.Apply(_state, recorded);
            _commands++;
            _events += recorded.Length;
            return null;
        }

        private ReplayDifference? Compare(JudgedCommand judged, ImmutableArray<JournaledEvent> recorded)
        {
            ImmutableArray<JournaledEvent> today;
            try
            {
                today = ConversationRules.Decide(_state, judged.Command, judged.At).Events;
            }
            catch (Exception exception)
            {
                return Difference(0, [], exception);
            }

            // Of events that are missing from the end of the history it is not known what they were.
            int comparable = recorded.Length < judged.Events ? recorded.Length : Math.Max(recorded.Length, today.Length);
            for (int i = 0; i < comparable; i++)
            {
                if (i >= recorded.Length || i >= today.Length || !Same(recorded[i], today[i])) return Difference(i, today, thrown: null);
            }

            return null;

            ReplayDifference Difference(int at, ImmutableArray<JournaledEvent> found, Exception? thrown) => new(
                _commands + 1,
                judged,
                judged.AfterSequence + 1 + at,
                recorded.ElementAtOrDefault(at),
                found.ElementAtOrDefault(at),
                thrown);
        }

        // By what is stored of them: that is what counts, and records with lists in them are not equal by content.
        private static bool Same(JournaledEvent recorded, JournaledEvent today)
        {
            if (recorded == today) return true;
            if (recorded.At != today.At) return false;
            StoredEvent then = ConversationEventJson.Write(recorded.Event);
            StoredEvent now = ConversationEventJson.Write(today.Event);
            return then.Name == now.Name && then.Version == now.Version && then.Json.Span.SequenceEqual(now.Json.Span);
        }

        private ReplayFinding Truncated(long sequence) =>
            Damaged($"Its commands led to event {sequence}, and its events end at {recording.Events.Count}.");

        private ReplayFinding Damaged(string damage) => Finding(ReplayOutcome.Damaged) with { Damage = damage };

        private ReplayFinding Finding(ReplayOutcome outcome) => new()
        {
            ConversationId = recording.ConversationId,
            Outcome = outcome,
            Commands = _commands,
            Events = _events,
        };
    }
}
