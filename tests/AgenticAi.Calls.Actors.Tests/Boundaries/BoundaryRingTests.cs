using AgenticAi.Calls.Actors.Boundaries;
using AgenticAi.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace AgenticAi.Calls.Actors.Tests.Boundaries;

public sealed class BoundaryRingTests
{
    private readonly List<bool> _dropped = [];

    [Fact]
    public void What_is_dropped_is_given_back_and_told_and_an_episode_ends_when_all_was_taken()
    {
        BoundaryRing<Lent> ring = Ring(2, WhenFull.DropOldest);
        Lent[] lent = [.. Enumerable.Range(0, 7).Select(i => new Lent(i))];
        foreach (Lent element in lent[..4]) ring.Offer(element);
        _dropped.ShouldBe([true, false]);
        lent.Select(element => element.Returns).ShouldBe([1, 1, 0, 0, 0, 0, 0]);
        ring.TryTake()!.Number.ShouldBe(2);
        ring.Offer(lent[4]);
        ring.Offer(lent[5]);
        _dropped.ShouldBe([true, false, false], "it was not empty in between");
        while (ring.TryTake() is not null)
        {
            // Until it is empty.
        }

        foreach (Lent element in (Lent[])[new(7), new(8), lent[6]]) ring.Offer(element);
        _dropped.ShouldBe([true, false, false, true]);
    }

    [Fact]
    public void One_that_must_not_lose_anything_says_so_once_and_takes_nothing_more()
    {
        BoundaryRing<Lent> ring = Ring(1, WhenFull.Fail);
        Lent[] lent = [new(0), new(1), new(2)];
        foreach (Lent element in lent) ring.Offer(element);
        ring.Overflow!.Message.ShouldBe("Boundary test is full: its 1 elements were not taken in time.");
        ring.Disarm().ShouldBeTrue("the consumer must hear of it");
        ring.Disarm().ShouldBeFalse();
        lent.Select(element => element.Returns).ShouldBe([0, 1, 1]);
        _dropped.ShouldBeEmpty();
    }

    [Fact]
    public void The_consumer_is_woken_once_for_each_time_it_found_nothing()
    {
        BoundaryRing<Lent> ring = Ring(8, WhenFull.Fail);
        ring.Offer(new Lent(0));
        ring.Disarm().ShouldBeFalse("it has not looked yet, and will");
        ring.TryTake().ShouldNotBeNull();
        ring.TryTake().ShouldBeNull();
        ring.Disarm().ShouldBeFalse("there is nothing to wake it for");
        ring.Offer(new Lent(1));
        ring.Disarm().ShouldBeTrue();
        ring.Offer(new Lent(2));
        ring.Disarm().ShouldBeFalse();
    }

    [Fact]
    public void The_end_wakes_the_consumer_as_well_and_comes_after_what_is_held()
    {
        BoundaryRing<Lent> ring = Ring(8, WhenFull.Fail);
        ring.TryTake().ShouldBeNull();
        ring.Offer(new Lent(0));
        ring.Complete();
        ring.Disarm().ShouldBeTrue();
        ring.IsFinished.ShouldBeFalse();
        ring.TryTake().ShouldNotBeNull();
        ring.IsFinished.ShouldBeTrue();
    }

    [Fact]
    public void Closed_it_gives_back_what_it_holds_and_what_comes_after()
    {
        BoundaryRing<Lent> ring = Ring(8, WhenFull.Fail);
        Lent[] lent = [new(0), new(1)];
        ring.Offer(lent[0]);
        ring.Close();
        ring.Offer(lent[1]);
        lent.ShouldAllBe(element => element.Returns == 1);
        ring.TryTake().ShouldBeNull();
        ring.Status.Count.ShouldBe(0);
        _dropped.ShouldBeEmpty("what comes after the end is not lost by a full boundary");
    }

    [Fact]
    public void It_is_a_queue_of_the_newest_whatever_is_offered_and_taken() => Prop.ForAll(
        Gen.Choose(1, 40).ToArbitrary(), ArbMap.Default.ArbFor<bool[]>(), (capacity, offers) =>
        {
            var ring = new BoundaryRing<Lent>(new Boundary("test", capacity, WhenFull.DropOldest), (_, _) => { });
            var model = new Queue<int>();
            int next = 0;
            foreach (bool isOffer in offers.Concat(Enumerable.Repeat(true, capacity)).Concat(offers))
            {
                if (isOffer)
                {
                    if (model.Count == capacity) model.Dequeue();
                    model.Enqueue(next);
                    ring.Offer(new Lent(next++));
                }
                else
                {
                    ring.TryTake()?.Number.ShouldBe(model.Dequeue());
                }

                ring.Status.Count.ShouldBe(model.Count);
            }
        }).QuickCheckThrowOnFailure();

    /// <summary>
    /// Four producers, and a consumer that looks only when it was woken, as a stage does. A signal that was lost leaves elements behind,
    /// and the consumer waits for ever.
    /// </summary>
    [Fact]
    public async Task No_signal_is_lost_and_none_is_given_twice()
    {
        const int Producers = 4;
        const int Each = 20_000;
        BoundaryRing<Lent> ring = Ring(Producers * Each, WhenFull.Fail);
        using var woken = new SemaphoreSlim(0);
        var taken = new List<int>();
        int pending = 0;
        int most = 0;

        // The first pull finds nothing, and arms it.
        ring.TryTake().ShouldBeNull();
        Task consumer = Task.Run(async () =>
        {
            while (!ring.IsFinished)
            {
                await woken.WaitAsync();
                Interlocked.Decrement(ref pending);
                while (ring.TryTake() is { } element) taken.Add(element.Number);
            }
        });
        Task[] producers = [.. Enumerable.Range(0, Producers).Select(producer => Task.Run(() =>
        {
            for (int i = 0; i < Each; i++)
            {
                ring.Offer(new Lent((producer * Each) + i));
                Wake();
            }
        }))];
        await Task.WhenAll(producers).Within();
        ring.Complete();
        Wake();
        await consumer.Within();

        taken.Count.ShouldBe(Producers * Each);
        for (int producer = 0; producer < Producers; producer++)
            taken.Where(number => number / Each == producer).ShouldBe(Enumerable.Range(producer * Each, Each), "in the order it was offered");
        most.ShouldBe(1, "one signal for each time that nothing was found");

        void Wake()
        {
            if (!ring.Disarm()) return;
            int now = Interlocked.Increment(ref pending);
            if (now > most) most = now;
            woken.Release();
        }
    }

    private BoundaryRing<Lent> Ring(int capacity, WhenFull rule) => new(new Boundary("test", capacity, rule), (_, isFirst) => _dropped.Add(isFirst));

    private sealed class Lent(int number) : IDisposable
    {
        public int Number { get; } = number;

        public int Returns { get; private set; }

        public void Dispose() => Returns++;
    }
}
