using AgenticAi.Streams.Graph;

namespace AgenticAi.Streams.Tests;

/// <summary>A source that a test pushes into; its loop ends when the test says how.</summary>
internal sealed class Feed<T> : Source
{
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Feed(string name = "feed")
        : base(name) => Out = new Outlet<T>(this, "out");

    public Outlet<T> Out { get; }

    public void Push(params ReadOnlySpan<T> elements)
    {
        foreach (T element in elements) Out.Push(element);
    }

    public void Complete() => _end.SetResult();

    public void Fail(Exception error) => _end.SetException(error);

    public override Task RunAsync(CancellationToken cancellationToken) => _end.Task.WaitAsync(cancellationToken);
}
