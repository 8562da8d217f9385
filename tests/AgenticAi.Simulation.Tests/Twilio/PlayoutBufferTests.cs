using AgenticAi.Simulation.Twilio;
using FsCheck;
using FsCheck.Fluent;

namespace AgenticAi.Simulation.Tests.Twilio;

public sealed class PlayoutBufferTests
{
    [Fact]
    public void Audio_is_played_in_order_from_the_moment_it_arrives()
    {
        var heard = new Heard();
        var buffer = new PlayoutBuffer(heard);
        buffer.Enqueue(100, [1, 2, 3]);
        buffer.Enqueue(101, [4, 5]);
        buffer.AdvanceTo(104);
        heard.At.ShouldBe([(100L, (byte)1), (101, 2), (102, 3), (103, 4)]);
        buffer.Buffered.ShouldBe(1);
        buffer.AdvanceTo(1000);

        heard.At[^1].ShouldBe((104L, (byte)5));
        buffer.Buffered.ShouldBe(0);
        heard.Gaps.ShouldBeEmpty();
    }

    [Fact]
    public void A_mark_is_reached_when_everything_before_it_has_been_played()
    {
        var heard = new Heard();
        var buffer = new PlayoutBuffer(heard);
        buffer.Mark(0, "at once");
        buffer.Enqueue(10, [1, 2, 3, 4]);
        buffer.Mark(10, "end");
        buffer.Enqueue(10, [5]);
        buffer.AdvanceTo(13);
        heard.Marks.ShouldBe([("at once", 0, false)]);
        buffer.AdvanceTo(14);

        heard.Marks[^1].ShouldBe(("end", 14L, false));
        buffer.Buffered.ShouldBe(1);
    }

    [Fact]
    public void Clear_throws_away_what_waits_and_tells_its_marks()
    {
        var heard = new Heard();
        var buffer = new PlayoutBuffer(heard);
        buffer.Enqueue(0, [1, 2, 3, 4]);
        buffer.Mark(0, "end");
        buffer.Clear(3).ShouldBe(1);
        heard.Marks.ShouldBe([("end", 3, true)]);
        buffer.Enqueue(50, [5]);
        buffer.AdvanceTo(100);

        heard.At.ShouldBe([(0, 1), (1, 2), (2, 3), (50, 5)]);
        heard.Offsets[^1].ShouldBe(4);
        heard.Gaps.ShouldBeEmpty();
        buffer.Cleared.ShouldBe(1);
    }

    [Fact]
    public void A_pause_between_two_pieces_is_a_gap()
    {
        var heard = new Heard();
        var buffer = new PlayoutBuffer(heard);
        buffer.Enqueue(0, [1, 2]);
        buffer.Enqueue(5, [3]);
        buffer.AdvanceTo(10);

        heard.Gaps.ShouldBe([(2, 5)]);
    }

    [Fact]
    public void Nothing_is_lost_invented_or_played_early_whatever_is_done_in_whatever_order()
    {
        // Each step: 0 to 4 bytes put in, a mark, a clear, and time that passes.
        Gen<(int Bytes, bool Mark, bool Clear, int Wait)> step =
            from bytes in Gen.Choose(0, 4)
            from mark in Gen.Choose(0, 3)
            from clear in Gen.Choose(0, 9)
            from wait in Gen.Choose(0, 6)
            select (bytes, mark == 0, clear == 0, wait);

        Prop.ForAll(step.ListOf().ToArbitrary(), steps =>
        {
            var heard = new Heard();
            var buffer = new PlayoutBuffer(heard);
            long now = 0;
            byte next = 0;
            int marks = 0;
            var arrived = new List<(long At, byte Value)>();
            foreach ((int bytes, bool mark, bool clear, int wait) in steps)
            {
                byte[] audio = [.. Enumerable.Range(0, bytes).Select(_ => next++)];
                arrived.AddRange(audio.Select(value => (now, value)));
                buffer.Enqueue(now, audio);
                if (mark) buffer.Mark(now, $"{marks++}");
                if (clear) buffer.Clear(now);
                now += wait;
                buffer.AdvanceTo(now);
                (buffer.Played + buffer.Cleared + buffer.Buffered).ShouldBe(buffer.Received);
                heard.At.ShouldAllBe(sample => sample.Position < now);
            }

            buffer.AdvanceTo(now + 10_000);
            buffer.Buffered.ShouldBe(0);
            heard.Marks.Select(reached => reached.Name).ShouldBe(Enumerable.Range(0, marks).Select(number => $"{number}"));
            heard.At.Select(sample => sample.Position).ShouldBe(heard.At.Select(sample => sample.Position).Distinct().Order());
            for (int i = 0; i < heard.At.Count; i++)
            {
                (long at, byte value) = arrived[(int)heard.Offsets[i]];
                value.ShouldBe(heard.At[i].Value);
                heard.At[i].Position.ShouldBeGreaterThanOrEqualTo(at);
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void It_does_not_matter_how_often_the_clock_is_looked_at()
    {
        Prop.ForAll(Gen.Choose(1, 50).ListOf().ToArbitrary(), waits =>
        {
            var often = new Heard();
            var once = new Heard();
            var first = new PlayoutBuffer(often);
            var second = new PlayoutBuffer(once);
            byte[] audio = [.. Enumerable.Range(0, 200).Select(value => (byte)value)];
            first.Enqueue(7, audio);
            second.Enqueue(7, audio);
            long now = 7;
            foreach (int wait in waits) first.AdvanceTo(now += wait);
            second.AdvanceTo(now);

            often.At.ShouldBe(once.At);
        }).QuickCheckThrowOnFailure();
    }

    private sealed class Heard : IPlayoutListener
    {
        public List<(long Position, byte Value)> At { get; } = [];

        public List<long> Offsets { get; } = [];

        public List<(string Name, long Position, bool Cleared)> Marks { get; } = [];

        public List<(long From, long To)> Gaps { get; } = [];

        public void Played(long position, long offset, ReadOnlySpan<byte> mulaw)
        {
            for (int i = 0; i < mulaw.Length; i++)
            {
                At.Add((position + i, mulaw[i]));
                Offsets.Add(offset + i);
            }
        }

        public void MarkReached(string name, long position, bool cleared) => Marks.Add((name, position, cleared));

        public void Gap(long from, long to) => Gaps.Add((from, to));
    }
}
