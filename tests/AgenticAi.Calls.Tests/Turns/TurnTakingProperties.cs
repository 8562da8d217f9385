using AgenticAi.Conversations;
using AgenticAi.Realtime.Events;
using FsCheck;
using FsCheck.Fluent;

namespace AgenticAi.Calls.Tests.Turns;

/// <summary>Whatever happens in whatever order, these hold.</summary>
public sealed class TurnTakingProperties
{
    private const int Steps = 120;

    [Fact]
    public void No_order_of_events_breaks_the_promises_of_turn_taking() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed => Walk(new Random(seed))).QuickCheckThrowOnFailure();

    /// <summary>A random walk: what could happen next is drawn, the promises are checked after each step.</summary>
    private static void Walk(Random random)
    {
        using var line = new Line(TimeSpan.FromMilliseconds(random.Next(0, 80)));
        var model = new FakeModel(line);
        int requests = 0;
        for (int step = 0; step < Steps; step++)
        {
            switch (random.Next(8))
            {
                case 0: model.Begin(); break;
                case 1: model.Speak(random.Next(1, 900)); break;
                case 2: model.FinishItem(); break;
                case 3: model.Finish(); break;
                case 4: line.CallerSpeaks($"caller_{step}"); break;
                case 5: line.Model(new SpeechStopped($"caller_{step}", 0)); break;
                case 6: line.Say($"say_{requests++}"); break;
                default: line.Pass(random.Next(1, 700)); break;
            }

            model.AnswerRequests(random);
            Check(line, model);
        }

        line.Turns.End(line.Now, line);
        line.Buffers.Outstanding.ShouldBe(0, "every buffer comes back");
        string[] settled = [.. line.ToBrain.OfType<ReportSpeech>().Select(report => report.Id)];
        settled.ShouldBe(Enumerable.Range(0, requests).Select(number => $"say_{number}"), ignoreOrder: true, "every request has one outcome");
    }

    private static void Check(Line line, FakeModel model)
    {
        line.Ahead.ShouldBeLessThanOrEqualTo(1600, "never more than 200 ms ahead of what was heard");
        model.Concurrent.ShouldBeLessThanOrEqualTo(1, "at most one response is asked for at a time");
        foreach (ItemTruncate truncate in line.ToModel.OfType<ItemTruncate>())
            truncate.AudioEndMs.ShouldBeInRange(0, model.SpokenMs(truncate.ItemId), "never truncated past what was sent");
        line.ToModel.OfType<ItemTruncate>().Select(truncate => truncate.ItemId).ShouldBeUnique();
        AssistantHeard[] heard = [.. line.ToBrain.OfType<AssistantHeard>()];
        heard.Select(item => item.ItemId).ShouldBeUnique();
        heard.Sum(item => item.HeardMs).ShouldBeLessThanOrEqualTo(line.Heard / 8, "nobody heard more than was played");
    }

    /// <summary>A model that makes one response at a time, of one or more items, and refuses a second.</summary>
    private sealed class FakeModel(Line line)
    {
        private readonly Dictionary<string, int> _spoken = [];
        private string? _response;
        private bool _open;
        private int _responses;
        private int _items;
        private int _answered;

        public int Concurrent { get; private set; }

        public int SpokenMs(string item) => _spoken.GetValueOrDefault(item);

        public void Begin(IReadOnlyDictionary<string, string>? metadata = null)
        {
            if (_response is not null) return;
            _response = $"resp_{_responses++}";
            line.Model(new ResponseCreated(_response) { Metadata = metadata });
        }

        public void Speak(int ms)
        {
            if (_response is null) return;
            if (!_open) _items++;
            _open = true;
            string item = $"item_{_items}";
            _spoken[item] = SpokenMs(item) + ms;
            line.ModelSpeaks(ms, item, _response);
        }

        public void FinishItem()
        {
            if (_response is null || !_open) return;
            line.ModelSpeaks(0, $"item_{_items}", _response, done: true);
            _open = false;
        }

        public void Finish()
        {
            if (_response is null) return;
            FinishItem();
            string done = _response;
            _response = null;
            bool wasCancelled = line.ToModel.OfType<ResponseCancel>().Any(cancel => cancel.ResponseId == done);
            line.Model(new ResponseDone(done, wasCancelled ? ResponseStatuses.Cancelled : ResponseStatuses.Completed, null, null, null, []));
        }

        /// <summary>Grants the requests that have come, refuses them while busy, and now and then refuses one for good.</summary>
        public void AnswerRequests(Random random)
        {
            ResponseCreate[] asked = [.. line.ToModel.OfType<ResponseCreate>()];
            Concurrent = asked.Length - _answered;
            for (; _answered < asked.Length; _answered++)
            {
                if (_response is not null) Refuse(asked[_answered], "conversation_already_has_active_response");
                else if (random.Next(6) == 0) Refuse(asked[_answered], "invalid_value");
                else Begin(asked[_answered].Metadata);
            }
        }

        private void Refuse(ResponseCreate asked, string code) => line.Model(new ErrorReceived("invalid_request_error", code, "no", null, asked.EventId));
    }
}
