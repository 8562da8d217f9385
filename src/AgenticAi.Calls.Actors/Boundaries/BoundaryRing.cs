namespace AgenticAi.Calls.Actors.Boundaries;

/// <summary>
/// The elements of one boundary in one run: any number of producers on any thread, one consumer. A producer never waits, and is told to
/// wake the consumer only when that found nothing.
/// </summary>
/// <param name="boundary">Capacity and rule.</param>
/// <param name="onDropped">Told of each element that was dropped; true for the first of an episode.</param>
internal sealed class BoundaryRing<T>(Boundary boundary, Action<string, bool> onDropped)
    where T : class
{
    private const int FirstSlots = 16;

    private readonly Lock _gate = new();
    private T?[] _slots = new T?[Math.Min(boundary.Capacity, FirstSlots)];
    private int _head;
    private int _count;
    private bool _isArmed;
    private bool _isDropping;
    private bool _isCompleted;
    private bool _isClosed;

    /// <summary>How full it is.</summary>
    public BoundaryStatus Status => new(boundary.Name, Volatile.Read(ref _count));

    /// <summary>Set when an element more would have had to be lost.</summary>
    public BoundaryOverflowException? Overflow { get; private set; }

    /// <summary>Nothing is held and nothing more will come.</summary>
    public bool IsFinished
    {
        get
        {
            lock (_gate) return _isCompleted && _count == 0;
        }
    }

    /// <summary>Takes an element; when full, by the boundary's rule.</summary>
    public void Offer(T element)
    {
        T? displaced = null;
        bool isFirst = false;
        lock (_gate)
        {
            if (_isClosed || Overflow is not null)
            {
                displaced = element;
            }
            else if (_count == boundary.Capacity && boundary.WhenFull == WhenFull.Fail)
            {
                Overflow = new BoundaryOverflowException(boundary);
                _isArmed = true;
                displaced = element;
            }
            else
            {
                if (_count == boundary.Capacity) (displaced, isFirst, _isDropping) = (Take(), !_isDropping, true);
                Place(element);
            }
        }

        if (displaced is null) return;
        (displaced as IDisposable)?.Dispose();
        if (displaced != element) onDropped(boundary.Name, isFirst);
    }

    /// <summary>True, once, when the consumer found nothing before and has to be woken.</summary>
    public bool Disarm()
    {
        lock (_gate)
        {
            bool wake = _isArmed && (_count > 0 || _isCompleted || Overflow is not null);
            if (wake) _isArmed = false;
            return wake;
        }
    }

    /// <summary>The next element; null when there is none, and then the next producer is told to wake the consumer.</summary>
    public T? TryTake()
    {
        lock (_gate)
        {
            if (_count > 0) return Take();
            _isDropping = false;
            _isArmed = true;
            return null;
        }
    }

    /// <summary>Nothing more will come; what is held can still be taken.</summary>
    public void Complete()
    {
        lock (_gate) _isCompleted = true;
    }

    /// <summary>Takes nothing more and gives back what it holds.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            while (_count > 0) (Take() as IDisposable)?.Dispose();
        }
    }

    private void Place(T element)
    {
        if (_count == _slots.Length) Grow();
        _slots[(_head + _count) % _slots.Length] = element;
        _count++;
    }

    private T Take()
    {
        T element = _slots[_head]!;
        _slots[_head] = null;
        _head = (_head + 1) % _slots.Length;
        _count--;
        return element;
    }

    private void Grow()
    {
        var next = new T?[Math.Min(boundary.Capacity, _slots.Length * 2)];
        for (int i = 0; i < _count; i++) next[i] = _slots[(_head + i) % _slots.Length];
        (_slots, _head) = (next, 0);
    }
}
