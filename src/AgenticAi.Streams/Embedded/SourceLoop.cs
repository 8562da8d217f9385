using AgenticAi.Streams.Graph;

namespace AgenticAi.Streams.Embedded;

/// <summary>The loop of a source: when it returns, its lanes give out what they hold and close.</summary>
internal sealed class SourceLoop(Source source, IReadOnlyList<ISourceLane> lanes) : ILoop
{
    public string Name => source.Name;

    public Source Source => source;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await source.RunAsync(cancellationToken);
            if (cancellationToken.IsCancellationRequested) return;
            foreach (ISourceLane lane in lanes) lane.Complete();
        }
        finally
        {
            foreach (ISourceLane lane in lanes) lane.Close();
        }
    }
}
