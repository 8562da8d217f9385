using FsCheck;
using FsCheck.Fluent;

namespace AgenticAi.Conversations.Tests;

public class RuleProperties
{
    [Fact]
    public void Replaying_the_stored_events_gives_the_state_that_was_live() => Check(story =>
    {
        IEnumerable<JournaledEvent> stored = story.Journal.Select(StoredAgain.Of);
        return StateText.Of(ConversationRules.Apply(ConversationState.New("c1"), stored)) == StateText.Of(story.State);
    });

    [Fact]
    public void Sequences_count_from_one_without_a_gap() => Check(story =>
        story.Journal.Select(entry => entry.Sequence).SequenceEqual(Enumerable.Range(1, story.Journal.Count).Select(n => (long)n)));

    [Fact]
    public void What_carries_an_id_happens_once() => Check(story =>
        Once<AssistantSaid>(story, e => e.ItemId)
        && Once<AssistantTranscribed>(story, e => e.ItemId)
        && Once<AssistantPlayed>(story, e => e.ItemId)
        && Once<CallerSaid>(story, e => e.ItemId)
        && Once<CallerUnintelligible>(story, e => e.ItemId)
        && Once<ItemPlaced>(story, e => e.ItemId)
        && Once<ModelConnected>(story, e => e.SessionId)
        && Once<UsageReported>(story, e => e.ResponseId)
        && Once<TranscriptUsageReported>(story, e => e.ItemId)
        && Once<CostReported>(story, e => $"{e.Source} {e.UsageId}")
        && Once<BudgetWarned>(story, e => $"{e.Scope}")
        && Once<BudgetExceeded>(story, e => $"{e.Scope}")
        && Once<PolicyAdopted>(story, _ => "")
        && Once<ConversationResumed>(story, e => e.StreamSid)
        && Once<ConversationStarted>(story, _ => "")
        && Once<ConversationEnded>(story, _ => ""));

    [Fact]
    public void Every_request_to_speak_has_exactly_one_outcome_by_the_end() => Check(
        story =>
        {
            IEnumerable<string> outcomes = story.Events.OfType<SpeechSpoken>().Select(e => e.Id)
                .Concat(story.Events.OfType<SpeechDropped>().Select(e => e.Id));
            return outcomes.Order().SequenceEqual(story.Events.OfType<SpeechRequested>().Select(e => e.Id).Order());
        },
        ended: true);

    [Fact]
    public void No_words_of_the_assistant_are_open_after_the_end() => Check(
        story => story.State.Turns.All(turn => turn.Role is not ItemRole.Assistant || turn.Text is null || turn.Complete), ended: true);

    [Fact]
    public void No_speech_of_the_caller_is_unaccounted_for_after_the_end() => Check(
        story => story.State.Turns.All(turn => turn.SpeechStartedMs is null || turn.Text is not null || turn.FailureCode is not null),
        ended: true,
        late: static command => command is not (CallerStartsSpeaking or CallerStopsSpeaking));

    [Fact]
    public void Every_item_stands_once_in_the_order() => Check(story =>
        story.State.Turns.Select(turn => turn.ItemId).Order().SequenceEqual(
            story.State.Items.Values
                .Where(item => item.Role is ItemRole.Caller or ItemRole.Assistant).Select(item => item.ItemId).Order()));

    [Fact]
    public void Telling_everything_twice_changes_nothing_that_carries_an_id() => Prop.ForAll(Generated.Commands, commands =>
    {
        // An outcome, a loss, a resumption or a day's spending that came before what it is about was ignored, and is news the second time.
        ConversationCommand[] withIds =
        [
            .. commands.Where(command => command
                is not (PressDigit or NoteProblem or LoseModel or ReportSpeech or ResumeConversation or ReportDaySpending
                or AskAgent or ReportIntent or FailIntent or TryPin or ReportSlow or ReportCommand or NoteRestart)),
        ];
        Story story = new Story().Tell(withIds);
        int events = story.Journal.Count;
        return story.Tell(withIds).Journal.Count == events;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_in_which_reports_arrive_does_not_change_what_was_said() => Prop.ForAll(Generated.Dialogues, dialogue =>
        new Story().Tell(dialogue.Shuffled).State.Turns.Select(turn => $"{turn.Text} {turn.Complete}")
            .SequenceEqual(Enumerable.Range(0, dialogue.Items).Select(i => $"words {i} True"))).QuickCheckThrowOnFailure();

    private static void Check(Func<Story, bool> holds, bool ended = false, Func<ConversationCommand, bool>? late = null) =>
        Prop.ForAll(Generated.Commands, commands =>
        {
            Story story = new();
            foreach (ConversationCommand command in commands)
            {
                if (story.State.Ended is null || late is null || late(command)) story.After(7).Tell(command);
            }

            return holds(ended ? story.Tell(new EndConversation(CallEndReason.Operator, null)) : story);
        }).QuickCheckThrowOnFailure();

    private static bool Once<TEvent>(Story story, Func<TEvent, string> id)
        where TEvent : ConversationEvent => story.Events.OfType<TEvent>().CountBy(id).All(group => group.Value == 1);
}
