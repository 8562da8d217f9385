using Akka.Configuration;
using Akka.Dispatch;

namespace AgenticAi.Calls.Actors.Dispatch;

/// <summary>
/// Runs an actor on the thread that told it something, instead of handing it to the thread pool: a frame crosses a call on the thread that
/// read it. While an actor runs, other threads only enqueue, so it is never entered twice. For actors whose work is short and never waits,
/// and only with an unbounded throughput: otherwise each round would nest in the one before.
/// </summary>
internal sealed class InlineExecutor(string id) : ExecutorService(id)
{
    public override void Execute(IRunnable run) => run.Run();

    public override void Shutdown()
    {
        // It has no threads of its own.
    }
}

/// <summary>Named in <c>hocon/streams.conf</c>.</summary>
public sealed class InlineExecutorConfigurator(Config config, IDispatcherPrerequisites prerequisites)
    : ExecutorServiceConfigurator(config, prerequisites)
{
    public override ExecutorService Produce(string id) => new InlineExecutor(id);
}
