using System.Buffers;

namespace AgenticAi.WebSockets.Tests;

public class PooledBufferWriterTests
{
    [Fact]
    public void What_is_written_in_pieces_of_any_size_is_what_comes_out()
    {
        using var writer = new PooledBufferWriter();
        var expected = new List<byte>();
        for (int size = 0; size < 700; size++)
        {
            byte[] piece = [.. Enumerable.Range(size, size).Select(value => (byte)value)];
            writer.Write(piece);
            expected.AddRange(piece);
        }

        writer.Written.ToArray().ShouldBe(expected);
    }

    [Fact]
    public void The_hint_is_honoured_at_every_fill_level()
    {
        using var writer = new PooledBufferWriter();
        for (int hint = 0; hint < 3000; hint += 7)
        {
            writer.GetSpan(hint).Length.ShouldBeGreaterThanOrEqualTo(Math.Max(hint, 1));
            writer.GetMemory(hint).Length.ShouldBeGreaterThanOrEqualTo(Math.Max(hint, 1));
            writer.Advance(1);
        }
    }

    [Fact]
    public void Clear_begins_anew()
    {
        using var writer = new PooledBufferWriter();
        writer.Write("first"u8);
        writer.Clear();
        writer.Write("2nd"u8);
        writer.Written.ToArray().ShouldBe("2nd"u8.ToArray());
    }

    [Fact]
    public void A_small_buffer_is_kept_and_a_large_one_is_given_back()
    {
        using var writer = new PooledBufferWriter();
        writer.Write(new byte[10_000]);
        writer.Clear();
        writer.GetSpan(1).Length.ShouldBeGreaterThanOrEqualTo(10_000);

        writer.Write(new byte[1_000_000]);
        writer.Clear();
        writer.GetSpan(1).Length.ShouldBeLessThan(64 * 1024);
    }

    [Fact]
    public void More_than_was_asked_for_cannot_be_claimed()
    {
        using var writer = new PooledBufferWriter();
        int room = writer.GetSpan(10).Length;
        Should.Throw<ArgumentOutOfRangeException>(() => writer.Advance(room + 1));
        Should.Throw<ArgumentOutOfRangeException>(() => writer.Advance(-1));
        Should.Throw<ArgumentOutOfRangeException>(() => writer.GetMemory(-1));
        writer.Written.Length.ShouldBe(0);
    }

    [Fact]
    public void A_hint_that_no_array_can_hold_is_an_error_rather_than_a_short_buffer()
    {
        using var writer = new PooledBufferWriter();
        writer.Write("x"u8);
        Should.Throw<OverflowException>(() => writer.GetMemory(int.MaxValue));
    }

    [Fact]
    public void It_can_be_used_after_it_gave_its_buffer_back()
    {
        using var writer = new PooledBufferWriter();
        writer.Write("first"u8);
        writer.Dispose();
        writer.Dispose();
        writer.Written.Length.ShouldBe(0);
        writer.Write("again"u8);
        writer.Written.ToArray().ShouldBe("again"u8.ToArray());
    }

    [Fact]
    public void Writing_again_and_again_allocates_nothing()
    {
        using var writer = new PooledBufferWriter();
        byte[] message = new byte[330];
        Allocations.Of(() =>
        {
            writer.Clear();
            writer.Write(message);
        }).ShouldBe(0);
    }
}
