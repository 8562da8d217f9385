using AgenticAi.Streams.Graph;

namespace AgenticAi.Streams.Embedded;

/// <summary>The queue of one boundary in one run: many producers, one consumer, a fixed bound.</summary>
internal sealed class BoundedQueue<T>(Boundary<T> boundary, RunEvents events) : IBoundedQueue, IOutlet<T>
{
    private const int InitialSlots = 16;

    private readonly Lock _gate = new();
    private readonly AsyncSignal _readable = new();
    private readonly AsyncSignal _writable = new();
    private T[] _ring = new T[Math.Min(boundary.Capacity, InitialSlots)];
    private int _head;
    private int _count;
    private int _producers;
    private bool _closed;
    private bool _dropping;
    private long _dropped;

    public string Name => boundary.Name;

    public int Capacity => boundary.Capacity;

    public int Count => Volatile.Read(ref _count);

    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Nothing is held and nothing more will come.</summary>
    public bool IsFinished
    {
        get
        {
            lock (_gate) return _closed || (_producers == 0 && _count == 0);
        }
    }

    public void AddProducer() => Interlocked.Increment(ref _producers);

    public void ProducerDone()
    {
        lock (_gate) _producers--;
        _readable.Set();
    }

    /// <summary>Takes an element at once; when full, by the boundary's rule.</summary>
    public void Push(T element)
    {
        T displaced = default!;
        Outcome outcome;
        lock (_gate) outcome = Place(element, ref displaced);
        switch (outcome)
        {
            case Outcome.Placed:
                _readable.Set();
                break;
            case Outcome.Displaced or Outcome.DisplacedFirst:
                Elements.Release(displaced);
                events.OnDropped(Name, firstOfEpisode: outcome == Outcome.DisplacedFirst);
                break;
            case Outcome.Overflow:
                Elements.Release(element);
                events.OnOverflow(Name, Capacity);
                break;
            case Outcome.Refused:
                Elements.Release(element);
                break;
        }
    }

    /// <summary>Takes an element when there is room. One producer only.</summary>
    public async ValueTask WriteAsync(T element)
    {
        while (boundary.WhenFull == WhenFull.Wait && Count == Capacity && !_closed) await _writable.WaitAsync();
        Push(element);
    }

    public bool TryRead(out T element)
    {
        lock (_gate)
        {
            if (_count == 0)
            {
                _dropping = false;
                element = default!;
                return false;
            }

            element = Take();
        }

        if (boundary.WhenFull == WhenFull.Wait) _writable.Set();
        return true;
    }

    /// <summary>Completes when something may have changed: an element, the end, or <see cref="Wake"/>.</summary>
    public ValueTask WaitAsync() => _readable.WaitAsync();

    public void Wake() => _readable.Set();

    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            while (_count > 0) Elements.Release(Take());
        }

        _readable.Set();
        _writable.Set();
    }

    private Outcome Place(T element, ref T displaced)
    {
        if (_closed) return Outcome.Refused;
        var outcome = Outcome.Placed;
        if (_count == Capacity)
        {
            if (boundary.WhenFull != WhenFull.DropOldest) return Outcome.Overflow;
            displaced = Take();
            _dropped++;
            outcome = _dropping ? Outcome.Displaced : Outcome.DisplacedFirst;
            _dropping = true;
        }
        else if (_count == _ring.Length)
        {
            Grow();
        }

        _ring[(_head + _count) % _ring.Length] = element;
        _count++;
        return outcome;
    }

    private T Take()
    {
        T element = _ring[_head];
        _ring[_head] = default!;
        _head = (_head + 1) % _ring.Length;
        _count--;
        return element;
    }

    private void Grow()
    {
        var next = new T[Math.Min(Capacity, _ring.Length * 2)];
        for (int i = 0; i < _count; i++) next[i] = _ring[(_head + i) % _ring.Length];
        _ring = next;
        _head = 0;
    }

    private enum Outcome
    {
        Placed,
        Displaced,
        DisplacedFirst,
        Overflow,
        Refused,
    }
}
