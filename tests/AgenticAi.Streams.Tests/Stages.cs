using AgenticAi.Streams.Graph;

namespace AgenticAi.Streams.Tests;

/// <summary>Puts out each element as often as it says.</summary>
internal sealed class Repeat : Stage<int, int>
{
    public override void OnElement(int element, IOutlet<int> output)
    {
        for (int i = 0; i < element; i++) output.Push(element);
    }
}

/// <summary>Sums until nothing more is ready.</summary>
internal sealed class SumWhileBusy : Stage<int, int>
{
    private int _sum;

    public override void OnElement(int element, IOutlet<int> output) => _sum += element;

    public override void OnIdle(IOutlet<int> output)
    {
        if (_sum != 0) output.Push(_sum);
        _sum = 0;
    }
}

/// <summary>Holds everything until upstream completes.</summary>
internal sealed class HoldAll : Stage<int, int>
{
    private readonly List<int> _held = [];

    public override void OnElement(int element, IOutlet<int> output) => _held.Add(element);

    public override void OnCompleted(IOutlet<int> output) => _held.ForEach(output.Push);
}

/// <summary>Throws at one element.</summary>
internal sealed class ThrowAt(int fatal) : Stage<int, int>
{
    public override void OnElement(int element, IOutlet<int> output)
    {
        if (element == fatal) throw new InvalidOperationException("this element");
        output.Push(element);
    }
}

/// <summary>Gives out an element a fixed time after it came.</summary>
internal sealed class DelayStage(TimeProvider time, TimeSpan delay) : Stage<int, int>, ITimedStage<int>
{
    private readonly Queue<(long Due, int Element)> _waiting = new();

    public long DueAt => _waiting.TryPeek(out (long Due, int Element) next) ? next.Due : long.MaxValue;

    public override void OnElement(int element, IOutlet<int> output) =>
        _waiting.Enqueue((time.GetTimestamp() + (long)(delay.TotalSeconds * time.TimestampFrequency), element));

    public void OnDue(IOutlet<int> output) => output.Push(_waiting.Dequeue().Element);
}

/// <summary>An element that must be let go exactly once.</summary>
internal sealed class Owned(Action released) : IDisposable
{
    public void Dispose() => released();
}
