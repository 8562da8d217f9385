using Microsoft.Extensions.Hosting;

namespace AgenticAi.Hosting;

/// <summary>Leaves signals alone: the commands handle them.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
