using FsCheck;
using FsCheck.Fluent;

namespace AgenticAi.Conversations.Tests;

/// <summary>One conversation over several sessions with the model: lost, restored, rotated.</summary>
public class SessionStories
{
    [Theory]
    [InlineData(null)]
    [InlineData("restored_3")]
    [InlineData("u1")]
    [InlineData("a2")]
    [InlineData("unheard of")]
    public void What_is_said_in_a_session_follows_all_that_was_said_before_whatever_its_first_item_claims_to_follow(string? previous)
    {
        Story story = FirstSession().Tell(
            new LoseModel("closed"),
            new ConnectModel("sess2", "m"),
            new HearItem("u3", previous, ItemRole.Caller),
            new HearItem("a3", "u3", ItemRole.Assistant));

        story.State.Turns.Select(turn => turn.ItemId).ShouldBe(["u1", "a1", "u2", "a2", "u3", "a3"]);
    }

    [Fact]
    public void Items_of_a_later_session_reported_backwards_stand_in_their_order_behind_the_earlier_session()
    {
        Story story = FirstSession().Tell(
            new ConnectModel("sess2", "m"),
            new TranscribeCaller("u4", "four"),
            new HearItem("u4", "a3", ItemRole.Caller),
            new HearItem("a3", "u3", ItemRole.Assistant),
            new HearItem("u3", "a1", ItemRole.Caller));

        story.State.Turns.Select(turn => turn.ItemId).ShouldBe(["u1", "a1", "u2", "a2", "u3", "a3", "u4"]);
    }

    [Fact]
    public void What_an_old_session_reports_late_about_its_items_falls_into_their_places()
    {
        Story story = new Story().Tell(
            new ConnectModel("sess1", "m"),
            new CallerStartsSpeaking("u1", 0),
            new CallerStartsSpeaking("u2", 900),
            new ConnectModel("sess2", "m"),
            new HearItem("u3", null, ItemRole.Caller),
            new HearItem("u2", "u1", ItemRole.Caller),
            new TranscribeCaller("u2", "two"),
            new TranscribeCaller("u1", "one"),
            new TranscribeCaller("u3", "three"));

        story.Said.ShouldBe(["Caller: one", "Caller: two", "Caller: three"]);
    }

    [Fact]
    public void The_answer_an_old_session_gives_after_the_new_one_stands_comes_before_the_words_of_the_new_one()
    {
        Story story = FirstSession().Tell(
            new ConnectModel("sess2", "m"),
            new HearItem("a3", "a2", ItemRole.Assistant),
            new HearItem("u3", "restored_4", ItemRole.Caller));

        story.State.Turns.Select(turn => turn.ItemId).ShouldBe(["u1", "a1", "u2", "a2", "a3", "u3"]);
    }

    [Fact]
    public void Items_that_were_restored_are_no_news()
    {
        Story story = FirstSession().Tell(new LoseModel("closed"), new ConnectModel("sess2", "m"));
        int events = story.Journal.Count;

        story.Tell(
            new HearItem(RestoredItems.IdOf(0), null, ItemRole.System),
            new HearItem(RestoredItems.IdOf(1), RestoredItems.IdOf(0), ItemRole.Caller),
            new HearItem(RestoredItems.IdOf(2), RestoredItems.IdOf(1), ItemRole.Assistant));

        story.Journal.Count.ShouldBe(events);
    }

    [Fact]
    public void A_restored_item_is_told_by_its_id()
    {
        RestoredItems.IdOf(12).ShouldBe("restored_12");
        RestoredItems.Includes(RestoredItems.IdOf(0)).ShouldBeTrue();
        RestoredItems.Includes("item_restored_1").ShouldBeFalse();
        Should.Throw<ArgumentOutOfRangeException>(() => RestoredItems.IdOf(-1));
    }

    [Fact]
    public void Every_session_is_recorded_with_its_loss()
    {
        Story story = new Story().Tell(
            new ConnectModel("sess1", "m"),
            new LoseModel("closed 1006", "sess1"),
            new LoseModel("closed 1006", "sess1"),
            new ConnectModel("sess2", "m"),
            new LoseModel("late news", "sess1"),
            new ConnectModel("sess3", "m2"),
            new LoseModel("rotated", "sess2"));

        story.Events.ShouldBe(
            [
                new ModelConnected("sess1", "m"),
                new ModelLost("sess1", "closed 1006"),
                new ModelConnected("sess2", "m"),
                new ModelConnected("sess3", "m2"),
            ]);
        story.State.Model.ShouldBe(new ModelConnected("sess3", "m2"));
    }

    [Fact]
    public void However_the_reports_of_each_session_are_shuffled_the_conversation_reads_the_same() =>
        Prop.ForAll(Generated.Sessions, sessions =>
        {
            Story story = new();
            foreach ((int index, ConversationCommand[] reports) in sessions.Index())
                story.Tell(new LoseModel("closed")).Tell(new ConnectModel($"sess{index}", "m")).Tell(reports);

            string[] said = [.. story.State.Turns.Select(turn => turn.ItemId)];
            return said.SequenceEqual(said.OrderBy(id => id, StringComparer.Ordinal))
                && StateText.Of(ConversationRules.Apply(ConversationState.New("c1"), story.Journal)) == StateText.Of(story.State);
        }).QuickCheckThrowOnFailure();

    private static Story FirstSession() => new Story().Tell(
        new ConnectModel("sess1", "m"),
        new HearItem("u1", null, ItemRole.Caller),
        new HearItem("a1", "u1", ItemRole.Assistant),
        new HearItem("u2", "a1", ItemRole.Caller),
        new HearItem("a2", "u2", ItemRole.Assistant));
}
