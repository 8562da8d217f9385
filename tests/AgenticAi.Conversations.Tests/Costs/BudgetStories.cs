namespace AgenticAi.Conversations.Tests;

/// <summary>What usage costs, and what happens when a budget is nearly spent and spent.</summary>
public class BudgetStories
{
    /// <summary>A thousand tokens of audio cost 0.064.</summary>
    private static readonly TokenUsage ThousandSpoken = new(1_000, 0, 1_000, 0, 0, 0, 1_000, 0);

    [Fact]
    public void Usage_becomes_cost_at_the_prices_of_the_policy()
    {
        Story story = Begun(PolicyOf(null, null)).Tell(
            new ReportUsage("r1", ThousandSpoken),
            new ReportTranscriptUsage("i1", new TranscriptUsage(20, 0, 0, 0)),
            new ReportUsage("r2", ThousandSpoken));

        story.Events.OfType<CostReported>().ShouldBe(
        [
            new CostReported("r1", CostSource.Response, "gpt-realtime-2.1", 0.064m, "USD", IsComplete: true),
            new CostReported("i1", CostSource.Transcription, "gpt-transcribe", 0.0015m, "USD", IsComplete: true),
            new CostReported("r2", CostSource.Response, "gpt-realtime-2.1", 0.064m, "USD", IsComplete: true),
        ]);
        (story.State.Cost.Responses, story.State.Cost.Transcriptions, story.State.Cost.Total).ShouldBe((0.128m, 0.0015m, 0.1295m));
        story.Effects.OfType<BookCost>().Select(booked => booked.Own.Amount).ShouldBe([0.064m, 0.0655m, 0.1295m]);
        story.Events.ShouldNotContain(happened => happened is BudgetWarned || happened is BudgetExceeded);
    }

    [Fact]
    public void Usage_that_is_told_twice_is_paid_for_once()
    {
        var heard = new ReportTranscriptUsage("i1", new TranscriptUsage(20, 0, 0, 0));
        Story story = Begun(PolicyOf(null, null))
            .Tell(new ReportUsage("r1", ThousandSpoken), new ReportUsage("r1", ThousandSpoken), heard, heard);

        story.State.Cost.Total.ShouldBe(0.0655m);
    }

    [Fact]
    public void Without_prices_nothing_is_counted()
    {
        Story story = new Story().Tell(Story.Start, new ReportUsage("r1", ThousandSpoken));

        story.Events.Last().ShouldBeOfType<UsageReported>();
        story.State.Cost.ShouldBe(ConversationCost.None);
        story.Effects.ShouldBeEmpty();
    }

    [Fact]
    public void A_model_without_prices_is_not_counted_and_the_other_is()
    {
        ConversationPolicy policy = PolicyOf(null, null);
        Story story = Begun(policy with { Budget = policy.Budget with { Voice = null } })
            .Tell(new ReportUsage("r1", ThousandSpoken), new ReportTranscriptUsage("i1", new TranscriptUsage(20, 0, 0, 0)));

        story.State.Cost.Total.ShouldBe(0.0015m);
    }

    [Fact]
    public void What_has_no_price_makes_the_cost_incomplete_for_good()
    {
        Story story = Begun(PolicyOf(null, null))
            .Tell(new ReportUsage("r1", ThousandSpoken with { InputImage = 3 }), new ReportUsage("r2", ThousandSpoken));

        story.State.Cost.IsComplete.ShouldBeFalse();
    }

    [Fact]
    public void A_policy_is_adopted_once()
    {
        Story story = Begun(PolicyOf(1, 2)).Tell(new AdoptPolicy(PolicyOf(3, 4)));

        story.State.Policy.ShouldBe(PolicyOf(1, 2));
        new Story().Tell(new AdoptPolicy(ConversationPolicy.None)).Journal.ShouldBeEmpty("which is what holds anyway");
    }

    [Fact]
    public void The_soft_limit_of_a_call_warns_once_and_says_so_when_there_is_something_to_say()
    {
        Story story = Begun(PolicyOf(0.1m, null)).Tell(Spoken(1), Spoken(2), Spoken(3));

        story.Events.OfType<BudgetWarned>().ShouldBe([new BudgetWarned(BudgetScope.Call, 0.1m, 0.128m, "USD")]);
        story.Effects.OfType<TellOfBudget>().ShouldBe([new TellOfBudget(BudgetScope.Call, false, 0.1m, 0.128m, "USD")]);
        story.Events.OfType<SpeechRequested>().ShouldHaveSingleItem().Source.ShouldBe(SpeechSources.BudgetWarning);
        story.Effects.OfType<Speak>().ShouldBe([new Speak("budget-warning", "We have to come to an end.", SpeechSources.BudgetWarning)]);
        story.Effects.ShouldNotContain(effect => effect is EndCall);

        Story silent = Begun(PolicyOf(0.1m, null, warning: "")).Tell(Spoken(1), Spoken(2));
        silent.Events.OfType<BudgetWarned>().Count().ShouldBe(1);
        silent.Effects.ShouldNotContain(effect => effect is Speak);
    }

    [Fact]
    public void The_hard_limit_of_a_call_ends_it_once_with_a_goodbye()
    {
        Story story = Begun(PolicyOf(0.1m, 0.15m)).Tell(Spoken(1), Spoken(2), Spoken(3), Spoken(4), Spoken(5));

        story.Events.OfType<BudgetExceeded>().ShouldBe([new BudgetExceeded(BudgetScope.Call, 0.15m, 0.192m, "USD")]);
        story.Effects.OfType<EndCall>()
            .ShouldBe([new EndCall(CallEndReason.Budget, "I have to hang up now.", SpeechSources.BudgetGoodbye)]);
        story.Effects.OfType<TellOfBudget>().Select(told => told.IsHard).ShouldBe([false, true]);
        story.State.Ended.ShouldBeNull("the call ends when the goodbye was heard");
        story.State.Cost.Total.ShouldBe(0.32m, "and is paid for until then");
    }

    [Theory]
    [InlineData("0.064", true)]
    [InlineData("0.064001", false)]
    public void A_limit_is_reached_when_as_much_is_spent(string limit, bool isReached) =>
        Begun(PolicyOf(null, decimal.Parse(limit, System.Globalization.CultureInfo.InvariantCulture))).Tell(Spoken(1))
            .Events.Any(happened => happened is BudgetExceeded).ShouldBe(isReached);

    [Fact]
    public void A_leap_over_both_limits_is_no_warning()
    {
        Story story = Begun(PolicyOf(0.01m, 0.02m)).Tell(Spoken(1), Spoken(2));

        story.Events.ShouldNotContain(happened => happened is BudgetWarned || happened is SpeechRequested);
        story.Events.OfType<BudgetExceeded>().Count().ShouldBe(1);
    }

    [Fact]
    public void The_day_counts_what_was_spent_before_this_call_began()
    {
        Story story = new Story();
        story.Tell(Story.Start, new AdoptPolicy(DayPolicy(story, soft: 9.96m, hard: 10m, before: 9.9m))).Tell(Spoken(1), Spoken(2));

        story.Events.OfType<BudgetWarned>().ShouldBe([new BudgetWarned(BudgetScope.Day, 9.96m, 9.964m, "USD")]);
        story.Events.OfType<BudgetExceeded>().ShouldBe([new BudgetExceeded(BudgetScope.Day, 10m, 10.028m, "USD")]);
    }

    [Fact]
    public void A_call_that_begins_when_the_day_is_spent_ends_at_once()
    {
        Story story = new Story();
        story.Tell(Story.Start, new AdoptPolicy(DayPolicy(story, soft: null, hard: 10m, before: 10m)));

        story.Effects.OfType<EndCall>().Count().ShouldBe(1);
        story.State.ExceededBudgets.ShouldBe([BudgetScope.Day]);
    }

    [Fact]
    public void What_other_calls_spend_ends_this_one()
    {
        Story story = new Story();
        story.Tell(Story.Start, new AdoptPolicy(DayPolicy(story, soft: 8m, hard: 10m, before: 1m)), Spoken(1));
        DateOnly today = Today(story);
        int events = story.Journal.Count;

        story.Tell(new ReportDaySpending(new DaySpending(today, 7.9m))).Journal.Count.ShouldBe(events, "no limit is reached");
        story.Tell(new ReportDaySpending(new DaySpending(today, 7.95m))).Events.Last()
            .ShouldBe(new SpeechRequested("budget-warning", "We have to come to an end.", SpeechSources.BudgetWarning));
        story.Tell(new ReportDaySpending(new DaySpending(today.AddDays(-1), 99m)));
        story.Events.ShouldNotContain(happened => happened is BudgetExceeded, "that was yesterday");
        story.Tell(new ReportDaySpending(new DaySpending(today, 9.936m)), new ReportDaySpending(new DaySpending(today, 12m)));
        story.Events.OfType<BudgetExceeded>().ShouldBe([new BudgetExceeded(BudgetScope.Day, 10m, 10m, "USD")]);
        story.Effects.OfType<EndCall>().Count().ShouldBe(1);
    }

    [Fact]
    public void At_midnight_UTC_a_new_day_begins()
    {
        Story story = new Story();
        story.Tell(Story.Start, new AdoptPolicy(DayPolicy(story, soft: null, hard: 1m, before: 0.9m)), Spoken(1));
        story.After(TimeSpan.FromDays(1).TotalMilliseconds).Tell(Spoken(2));

        story.State.Cost.On(Today(story)).ShouldBe(0.064m);
        story.State.Cost.Total.ShouldBe(0.128m);
        story.Events.ShouldNotContain(happened => happened is BudgetExceeded);
        story.Effects.OfType<BookCost>().Last().Own.ShouldBe(new DaySpending(Today(story), 0.064m));
    }

    [Fact]
    public void Two_budgets_warn_the_caller_once()
    {
        ConversationPolicy policy = PolicyOf(0.1m, null);
        Story story = Begun(policy with { Budget = policy.Budget with { Day = new BudgetLimits(0.15m, null) } })
            .Tell(Spoken(1), Spoken(2), Spoken(3));

        story.Events.OfType<BudgetWarned>().Select(warned => warned.Scope).ShouldBe([BudgetScope.Call, BudgetScope.Day]);
        story.Events.OfType<SpeechRequested>().Count().ShouldBe(1);
    }

    [Fact]
    public void What_comes_after_the_end_is_paid_for_and_limits_nothing()
    {
        Story story = Begun(PolicyOf(0.01m, 0.02m)).Tell(new EndConversation(CallEndReason.CallerHungUp, null), Spoken(1));

        story.State.Cost.Total.ShouldBe(0.064m);
        story.Events.ShouldNotContain(happened => happened is BudgetWarned || happened is BudgetExceeded);
    }

    [Fact]
    public void After_a_crash_the_call_is_ended_again_until_it_has_ended()
    {
        Story story = Begun(PolicyOf(null, 0.02m)).Tell(Spoken(1));

        ConversationRules.Outstanding(story.State)
            .ShouldBe([new EndCall(CallEndReason.Budget, "I have to hang up now.", SpeechSources.BudgetGoodbye)]);
        ConversationRules.Outstanding(story.Tell(new EndConversation(CallEndReason.Budget, null)).State).ShouldBeEmpty();
    }

    /// <summary>Prices of today, and limits of a call.</summary>
    internal static ConversationPolicy PolicyOf(decimal? soft, decimal? hard, string warning = "We have to come to an end.") => new()
    {
        Budget = new BudgetPolicy
        {
            Currency = "USD",
            PricesAsOf = new DateOnly(2026, 11, 22),
            Voice = new ModelPrice("gpt-realtime-2.1")
            {
                TextIn = 4,
                TextCached = 0.4m,
                TextOut = 24,
                AudioIn = 32,
                AudioCached = 0.4m,
                AudioOut = 64,
            },
            Transcription = new ModelPrice("gpt-transcribe") { AudioInPerMinute = 0.0045m },
            Call = new BudgetLimits(soft, hard),
            Warning = warning,
            Goodbye = "I have to hang up now.",
        },
    };

    /// <summary>A call may cost <paramref name="limit"/>, the day what a few others may have spent.</summary>
    internal static ConversationPolicy TightPolicy(decimal limit) => new()
    {
        Budget = PolicyOf(limit / 2, limit).Budget with { Day = new BudgetLimits(0.4m, 0.8m) },
    };

    private static ConversationPolicy DayPolicy(Story story, decimal? soft, decimal? hard, decimal before) => new()
    {
        Budget = PolicyOf(null, null).Budget with
        {
            Day = new BudgetLimits(soft, hard),
            SpentBefore = new DaySpending(Today(story), before),
        },
    };

    private static DateOnly Today(Story story) => DaySpending.DayOf(story.Time.GetUtcNow());

    private static Story Begun(ConversationPolicy policy) => new Story().Tell(Story.Start, new AdoptPolicy(policy));

    private static ReportUsage Spoken(int number) => new($"r{number}", ThousandSpoken);
}
