using FsCheck;
using FsCheck.Fluent;

namespace AgenticAi.Conversations.Tests;

public class WorkProperties
{
    [Fact]
    public void Replaying_the_stored_events_gives_the_state_that_was_live() => Check(static story =>
        StateText.Of(ConversationRules.Apply(ConversationState.New("c1"), story.Journal.Select(StoredAgain.Of)))
            == StateText.Of(story.State));

    [Fact]
    public void A_command_never_has_a_second_outcome() => Check(static story =>
        Outcomes(story).CountBy(id => id).All(group => group.Value == 1));

    [Fact]
    public void Every_command_has_exactly_one_outcome_once_all_that_runs_is_reported() => Check(
        static story => Outcomes(story).Order().SequenceEqual(story.Events.OfType<CommandRequested>().Select(e => e.CommandId).Order()),
        settled: true);

    [Fact]
    public void Every_question_for_an_intent_has_exactly_one_answer_once_all_are_reported() => Check(
        static story => story.Events.OfType<IntentRecognised>().Select(e => e.ItemId)
            .Concat(story.Events.OfType<IntentFailed>().Select(e => e.ItemId)).Order()
            .SequenceEqual(story.Events.OfType<IntentAsked>().Select(e => e.ItemId).Order()),
        settled: true);

    [Fact]
    public void A_command_runs_at_most_once_and_never_without_being_asked_for() => Check(static story =>
    {
        string[] started = [.. story.Events.OfType<CommandStarted>().Select(e => e.CommandId)];
        return started.Distinct().Count() == started.Length
            && started.All(id => story.Events.OfType<CommandRequested>().Any(e => e.CommandId == id));
    });

    [Fact]
    public void An_utterance_and_the_call_for_it_are_one_command() => Check(static story =>
        story.Events.OfType<CommandRequested>().Where(e => e.Road is CommandRoad.Transcripts && e.UtteranceId is not null)
            .CountBy(e => e.UtteranceId!).All(group => group.Value == 1));

    [Fact]
    public void Nothing_runs_for_a_caller_who_may_not_command_or_gave_no_PIN() => Check(static story =>
    {
        CommandPolicy policy = story.State.Policy.Commands;
        int authorised = Index<CallerAuthorised>(story);
        int started = Index<CommandStarted>(story);
        return started == int.MaxValue || (policy.IsCallerAllowed && (!policy.NeedsPin || authorised < started));
    });

    [Fact]
    public void What_needs_a_yes_never_runs_without_one() => Check(static story =>
    {
        string word = story.State.Policy.Commands.ConfirmWords.Words[0];
        return story.State.Work.Jobs.Values
            .Where(job => word == "*" || job.Text.Contains(word, StringComparison.Ordinal))
            .All(job => job.IsConfirmed || !story.Events.OfType<CommandStarted>().Any(e => e.CommandId == job.Id));
    });

    [Fact]
    public void No_more_commands_run_at_a_time_than_may() => Check(static story =>
    {
        int running = 0;
        foreach (ConversationEvent happened in story.Events)
        {
            if (happened is CommandStarted) running++;
            if (OutcomeOf(happened) is { } id && WasStarted(story, id, happened)) running--;
            if (running > story.State.Policy.Commands.MaxRunning) return false;
        }

        return true;
    });

    [Fact]
    public void Nothing_is_left_waiting_when_there_is_room_to_run() => Check(static story =>
        story.State.Work.Jobs.Values.All(job => job.Status is not CommandStatus.Requested)
        || story.State.Work.Jobs.Values.Count(job => job.Status is CommandStatus.Running) >= story.State.Policy.Commands.MaxRunning);

    private static bool WasStarted(Story story, string id, ConversationEvent outcome) =>
        story.Events.TakeWhile(e => !ReferenceEquals(e, outcome)).OfType<CommandStarted>().Any(e => e.CommandId == id);

    private static int Index<TEvent>(Story story)
    {
        int index = story.Journal.ToList().FindIndex(entry => entry.Event is TEvent);
        return index < 0 ? int.MaxValue : index;
    }

    private static string[] Outcomes(Story story) => [.. story.Events.Select(OutcomeOf).OfType<string>()];

    private static string? OutcomeOf(ConversationEvent happened) => happened switch
    {
        CommandCompleted e => e.CommandId,
        CommandFailed e => e.CommandId,
        CommandTimedOut e => e.CommandId,
        CommandCancelled e => e.CommandId,
        CommandRefused e => e.CommandId,
        _ => null,
    };

    private static void Check(Func<Story, bool> holds, bool settled = false) => Prop.ForAll(Generated.Work, work =>
    {
        Story story = new Story().Tell(Story.Start, new AdoptPolicy(new ConversationPolicy { Commands = work.Policy }));
        foreach (ConversationCommand command in work.Commands) story.After(7).Tell(command);
        if (settled) Settle(story.Tell(new EndConversation(CallEndReason.Operator, null)));
        return holds(story);
    }).QuickCheckThrowOnFailure();

    private static void Settle(Story story)
    {
        for (int i = 0; i < 50 && story.State.Work.IsBusy; i++)
        {
            story.Tell([.. story.State.Work.OpenIntents.Select(item => new FailIntent(item, "the call is over"))]);
            story.Tell([.. story.State.Work.Open.Select(job => new ReportCommand(job.Id, new CommandOutcome.Completed("late")))]);
        }
    }
}
