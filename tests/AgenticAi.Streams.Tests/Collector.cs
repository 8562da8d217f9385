using AgenticAi.Streams.Graph;

namespace AgenticAi.Streams.Tests;

/// <summary>A sink that keeps what it was given. While it is shut, a write waits.</summary>
internal sealed class Collector<T>(string name = "collector") : Sink<T>(name)
{
    private readonly Lock _gate = new();
    private readonly List<T> _taken = [];
    private TaskCompletionSource? _shut;

    public IReadOnlyList<T> Taken
    {
        get
        {
            lock (_gate) return [.. _taken];
        }
    }

    public Exception? FailWith { get; set; }

    public void Shut() => _shut = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Open()
    {
        TaskCompletionSource? shut = _shut;
        _shut = null;
        shut?.SetResult();
    }

    public override async ValueTask WriteAsync(T element, CancellationToken cancellationToken)
    {
        try
        {
            if (_shut is { } shut) await shut.Task.WaitAsync(cancellationToken);
            if (FailWith is { } error) throw error;
        }
        catch
        {
            (element as IDisposable)?.Dispose();
            throw;
        }

        lock (_gate) _taken.Add(element);
    }
}
