using System.Collections.Concurrent;
using System.Text.Json;
using AgenticAi.Conversations;
using AgenticAi.Simulation.Realtime;
using AgenticAi.Simulation.Scenarios;
using AgenticAi.Simulation.Speech;
using AgenticAi.Simulation.Twilio;

namespace AgenticAi.Tests.Calls;

/// <summary>A caller who cuts in, in real time: what we say was heard is compared with what the telephone really played.</summary>
[Collection(nameof(Alone))]
public sealed class InterruptionTests
{
    private const int Calls = 12;
    private const int InterruptionsInACall = 9;
    private const string LongAnswer =
        "Well, that is a long story, and I will gladly tell you all of it, from its very beginning to its very end, one piece after the "
        + "other, so that nothing is left out and nobody can say that he was not told, however long it may take us both to get there.";

    private static readonly TimeSpan LongestStall = TimeSpan.FromMilliseconds(500);

    [Fact]
    public async Task What_the_model_remembers_is_what_the_caller_heard()
    {
        var refused = new ConcurrentBag<string?>();
        await using Exchange exchange = await Exchange.OpenAsync(time: TimeProvider.System, model: options => options with
        {
            Replies = _ => AgentReply.Say(LongAnswer),
            OnActivity = activity => { if (activity is EventRefused refusal) refused.Add(refusal.Code); },
        });
        int seed = Random.Shared.Next();
        TestContext.Current.SendDiagnosticMessage($"seed {seed}");
        var random = new Random(seed);
        CallPlan[] plans = [.. Enumerable.Range(0, Calls).Select(_ => Interrupting(random))];
        CallRecord[] records = await Task.WhenAll(plans.Select(exchange.CallAsync));

        var below = new List<double>();
        foreach (CallRecord record in records)
        {
            ConversationReport report = await exchange.ReportAsync(record.CallSid);
            ReportEntry[] cut = [.. report.Entries.Where(entry => entry is { Kind: "assistant", Interrupted: true })];
            record.Stream.Clears.Count.ShouldBe(InterruptionsInACall, $"seed {seed}");
            cut.Length.ShouldBe(InterruptionsInACall + 1, "the interruptions, and what was cut by hanging up");
            var before = new ClearRecord(TimeSpan.Zero, Played: 0, Discarded: 0);
            for (int i = 0; i < InterruptionsInACall; i++)
            {
                ClearRecord clear = record.Stream.Clears[i];
                LongAnswer.ShouldStartWith(cut[i].HeardText!);
                cut[i].HeardText!.Length.ShouldBeLessThan(LongAnswer.Length);
                // Where the machine stalled long enough for the telephone to run dry, its own clock is no measure.
                if (!record.Stream.Underruns(LongestStall).Any(gap => gap.At > before.At && gap.At < clear.At))
                    below.Add((clear.Played - before.Played) / 8.0 - cut[i].HeardMs!.Value);
                before = clear;
            }
        }

        below.Count.ShouldBeGreaterThan(0, "at least one answer without a stall");
        below.Min().ShouldBeGreaterThanOrEqualTo(0, $"never above what was heard; seed {seed}");
        below.Order().ElementAt(below.Count / 2).ShouldBeLessThanOrEqualTo(60, $"and at most 60 ms below it at the median; seed {seed}");
        refused.ShouldAllBe(code => code == "response_cancel_not_active", "but for cancels that crossed the end of their response");
        foreach (RealtimeSession session in exchange.Model.Sessions)
        {
            session.ClientEvents.Count(IsTruncate).ShouldBe(InterruptionsInACall);
            session.Responses.Count(response => response.Status == "cancelled").ShouldBeLessThanOrEqualTo(InterruptionsInACall + 1);
        }
    }

    /// <summary>Speaks, then cuts in again and again while the agent answers, and hangs up in the middle of the last answer.</summary>
    private static CallPlan Interrupting(Random random)
    {
        SpeechClip clip = SpeechLibrary.Embedded.Load("caller-wait", 8000);
        var say = new SayAction(clip, "Sorry, wait a moment.");
        IEnumerable<CallerStep> cuts = Enumerable.Range(0, InterruptionsInACall)
            .Select(_ => new CallerStep(new AgentSpeakingCue(TimeSpan.FromMilliseconds(random.Next(150, 1500))), say));
        return new CallPlan
        {
            Steps =
            [
                new CallerStep(new AtCue(TimeSpan.FromMilliseconds(200)), say),
                .. cuts,
                new CallerStep(new AgentSpeakingCue(TimeSpan.FromMilliseconds(300)), new HangUpAction()),
            ],
        };
    }

    private static bool IsTruncate(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return document.RootElement.GetProperty("type").GetString() == "conversation.item.truncate";
    }
}
