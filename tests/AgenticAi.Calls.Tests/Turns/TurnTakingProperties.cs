using AgenticAi.Calls.Turns;
using AgenticAi.Calls.Turns.Limits;
using AgenticAi.Conversations;
using AgenticAi.Realtime.Events;
using AgenticAi.Realtime.Sessions;
using FsCheck;
using FsCheck.Fluent;

namespace AgenticAi.Calls.Tests.Turns;

/// <summary>Whatever happens in whatever order, these hold.</summary>
public sealed class TurnTakingProperties
{
    private const int Steps = 150;

    [Fact]
    public void No_order_of_events_breaks_the_promises_of_turn_taking() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed => Walk(new Random(seed)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    /// <summary>A random walk: what could happen next is drawn, the promises are checked after each step.</summary>
    private static void Walk(Random random)
    {
        var wire = TimeSpan.FromMilliseconds(random.Next(0, 80));
        using var line = new Line(OptionsFor(random), wire);
        var model = new WalkingModel(line, random);
        var caller = new WalkingCaller(line, random);
        var wishes = new List<string>();
        int said = 0;
        for (int step = 0; step < Steps; step++)
        {
            switch (random.Next(14))
            {
                case 0: model.Begin(); break;
                case 1 or 2: model.Speak(random.Next(1, 900)); break;
                case 3: model.FinishItem(); break;
                case 4: model.Finish(); break;
                case 5: caller.Start(); break;
                case 6: caller.Stop(); break;
                case 7: caller.BeUnderstood(); break;
                case 8: Say($"say_{step}", random.Next(4) == 0 ? SpeechSources.UrgentOperator : SpeechSources.Operator); break;
                case 9: line.Press("5"); break;
                case 10: model.BeLost(); caller.BeLost(); break;
                case 11: caller.BeLost(isLeft: model.GiveWay()); break;
                default: line.Pass(random.Next(1, 700)); break;
            }

            foreach (RequestSpeech wish in line.ToBrain.OfType<RequestSpeech>().Skip(said).ToArray())
            {
                said++;
                Say(wish.Id, wish.Source);
            }

            model.ComeBack();
            model.AnswerRequests();
            Check(line, model);
        }

        line.Turns.End(line.Now, line);
        line.Buffers.Outstanding.ShouldBe(0, "every buffer comes back");
        line.ToBrain.OfType<ReportSpeech>().Select(report => report.Id)
            .ShouldBe(wishes, ignoreOrder: true, "every request has one outcome");

        void Say(string id, string source)
        {
            wishes.Add(id);
            line.Say(id, "words", source);
        }
    }

    private static TurnOptions OptionsFor(Random random) => new TurnOptions
    {
        MinSpeech = TimeSpan.FromMilliseconds(random.Next(2) * 250),
        ResumeFalseStarts = random.Next(4) > 0,
        DigitsToModel = random.Next(2) == 0,
        Limits = new CallLimits
        {
            SilencePromptAfter = TimeSpan.FromSeconds(random.Next(1, 8)),
            SilenceGoodbyeAfter = TimeSpan.FromSeconds(random.Next(8, 16)),
            MaxDuration = TimeSpan.FromSeconds(random.Next(10, 60)),
            DurationWarningBefore = TimeSpan.FromSeconds(5),
        },
    }.For(new ServerVad());

    private static void Check(Line line, WalkingModel model)
    {
        line.Ahead.ShouldBeLessThanOrEqualTo(1600, "never more than 200 ms ahead of what was heard");
        model.Concurrent.ShouldBeLessThanOrEqualTo(1, "at most one response is asked for at a time");
        foreach (ItemTruncate truncate in line.ToModel.OfType<ItemTruncate>())
            truncate.AudioEndMs.ShouldBeInRange(0, model.HeardOf(truncate.ItemId), "never truncated past what was played, let alone sent");
        line.ToModel.OfType<ItemTruncate>().Select(truncate => truncate.ItemId).ShouldBeUnique();
        AssistantHeard[] heard = [.. line.ToBrain.OfType<AssistantHeard>()];
        heard.Select(item => item.ItemId).ShouldBeUnique();
        foreach (AssistantHeard item in heard)
        {
            ((long)model.HeardOf(item.ItemId))
                .ShouldBeGreaterThanOrEqualTo(item.HeardMs, "nobody is said to have heard more than was played");
            model.SentSince(item.ItemId).ShouldBe(0, "what was settled is not sent any more");
        }
    }
}
