using AgenticAi.Calls.Audio;
using FsCheck;
using FsCheck.Fluent;

namespace AgenticAi.Calls.Tests.Audio;

/// <summary>A lender knows what is out, takes it all back at its end, and does not take the same buffer twice.</summary>
public sealed class AudioBuffersTests : IDisposable
{
    private readonly AudioBuffers _all = new();
    private readonly AudioBuffers _buffers;

    public AudioBuffersTests() => _buffers = new AudioBuffers(_all);

    public void Dispose()
    {
        _buffers.Dispose();
        _all.Dispose();
    }

    [Fact]
    public void What_is_out_is_counted_here_and_over_all_lenders()
    {
        var others = new AudioBuffers(_all);
        AudioBuffer one = _buffers.Rent(10);
        AudioBuffer two = _buffers.Copy([1, 2, 3]);
        AudioBuffer other = others.Rent(10);
        (_buffers.Outstanding, others.Outstanding, _all.Outstanding).ShouldBe((2, 1, 3));
        one.Dispose();
        (_buffers.Outstanding, others.Outstanding, _all.Outstanding).ShouldBe((1, 1, 2));
        two.Dispose();
        other.Dispose();
        (_buffers.Outstanding, others.Outstanding, _all.Outstanding).ShouldBe((0, 0, 0));
    }

    [Fact]
    public void A_buffer_has_the_length_that_was_asked_for_and_a_copy_its_bytes()
    {
        using AudioBuffer rented = _buffers.Rent(7);
        rented.Span.Length.ShouldBe(7);
        rented.Memory.Length.ShouldBe(7);
        using AudioBuffer copy = _buffers.Copy([1, 2, 3]);
        copy.Span.ToArray().ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void A_buffer_that_was_cut_is_the_same_buffer()
    {
        AudioBuffer cut = _buffers.Copy([1, 2, 3]).Cut(2);
        cut.Span.ToArray().ShouldBe([1, 2]);
        Should.Throw<ArgumentOutOfRangeException>(() => cut.Cut(3));
        Should.Throw<ArgumentOutOfRangeException>(() => cut.Cut(-1));
        _buffers.Outstanding.ShouldBe(1);
        cut.Dispose();
        _buffers.Outstanding.ShouldBe(0);
    }

    [Fact]
    public void Nothing_that_is_no_buffer_can_be_given_back()
    {
        default(AudioBuffer).Dispose();
        default(AudioBuffer).Cut(0).Dispose();
        default(AudioBuffer).Span.Length.ShouldBe(0);
    }

    [Fact]
    public void A_buffer_that_is_given_back_twice_is_a_fault_and_is_counted_once()
    {
        AudioBuffer buffer = _buffers.Rent(10);
        AudioBuffer other = _buffers.Rent(10);
        buffer.Dispose();
        Should.Throw<InvalidOperationException>(() => buffer.Dispose()).Message.ShouldContain("twice");
        _buffers.Outstanding.ShouldBe(1);
        other.Dispose();
    }

    [Fact]
    public void Its_end_takes_back_what_is_out_and_what_comes_late_is_ignored()
    {
        AudioBuffer late = _buffers.Rent(10);
        _ = _buffers.Rent(10);
        AudioBuffer elsewhere = _all.Rent(10);
        _buffers.Dispose();
        (_buffers.Outstanding, _all.Outstanding).ShouldBe((0, 1));
        late.Dispose();
        _buffers.Dispose();
        (_buffers.Outstanding, _all.Outstanding).ShouldBe((0, 1));
        elsewhere.Dispose();
        _all.Outstanding.ShouldBe(0);
    }

    [Fact]
    public void What_is_lent_after_its_end_can_be_used_and_is_not_missed()
    {
        _buffers.Dispose();
        AudioBuffer late = _buffers.Copy([1, 2, 3]);
        late.Span.ToArray().ShouldBe([1, 2, 3]);
        (_buffers.Outstanding, _all.Outstanding).ShouldBe((0, 0));
        late.Dispose();
        late.Dispose();
        (_buffers.Outstanding, _all.Outstanding).ShouldBe((0, 0));
    }

    /// <summary>Of a list of steps, a positive one lends so many bytes, another gives back one of those that are out.</summary>
    [Fact]
    public void Whatever_is_lent_and_given_back_in_any_order_each_keeps_its_bytes_and_all_are_known() => Prop.ForAll(
        Gen.Choose(-30, 60).ArrayOf(300).ToArbitrary(), steps =>
        {
            var all = new AudioBuffers();
            var buffers = new AudioBuffers(all);
            List<(AudioBuffer Buffer, byte Mark)> lent = [];
            byte mark = 0;
            foreach (int step in steps)
            {
                if (step > 0)
                {
                    AudioBuffer buffer = buffers.Rent(step);
                    buffer.Span.Fill(++mark);
                    lent.Add((buffer, mark));
                }
                else if (lent.Count > 0)
                {
                    (AudioBuffer buffer, byte written) = lent[-step % lent.Count];
                    buffer.Span.ToArray().ShouldAllBe(value => value == written, "nobody else has it");
                    lent.RemoveAt(-step % lent.Count);
                    buffer.Dispose();
                }

                (buffers.Outstanding, all.Outstanding).ShouldBe((lent.Count, lent.Count));
            }

            foreach ((AudioBuffer buffer, byte written) in lent) buffer.Span.ToArray().ShouldAllBe(value => value == written);
            buffers.Dispose();
            all.Outstanding.ShouldBe(0);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void More_are_lent_than_there_were_places_for()
    {
        AudioBuffer[] lent = [.. Enumerable.Range(0, 1000).Select(i => _buffers.Copy(BitConverter.GetBytes(i)))];
        _buffers.Outstanding.ShouldBe(1000);
        lent.Select(buffer => BitConverter.ToInt32(buffer.Span)).ShouldBe(Enumerable.Range(0, 1000));
        foreach (AudioBuffer buffer in lent) buffer.Dispose();
        _buffers.Outstanding.ShouldBe(0);
        AudioBuffer again = _buffers.Rent(1);
        again.Dispose();
        Should.Throw<InvalidOperationException>(() => again.Dispose());
    }

    [Fact]
    public async Task From_many_threads_nothing_is_lost()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
        {
            for (int i = 0; i < 2_000; i++)
            {
                using AudioBuffer outer = _buffers.Copy([(byte)thread, (byte)i]);
                using AudioBuffer inner = _buffers.Rent(200);
                inner.Span.Fill((byte)(100 + thread));
                outer.Span.ToArray().ShouldBe([(byte)thread, (byte)i]);
            }
        }, TestContext.Current.CancellationToken)));
        (_buffers.Outstanding, _all.Outstanding).ShouldBe((0, 0));
    }
}
