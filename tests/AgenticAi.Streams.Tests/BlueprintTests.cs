using AgenticAi.Streams.Graph;

namespace AgenticAi.Streams.Tests;

public sealed class BlueprintTests
{
    private readonly BlueprintBuilder _graph = new("test");
    private readonly Feed<int> _feed = new();
    private readonly Boundary<int> _boundary = new("queue", 4, WhenFull.Fail);
    private readonly Collector<int> _sink = new();

    [Fact]
    public void A_blueprint_reads_like_the_picture()
    {
        _graph.From(_feed.Out).Via("one", () => new Repeat()).Into(_boundary);
        _graph.From(_boundary).ViaIf(true, "two", () => new Repeat()).ViaIf(false, "three", () => new Repeat()).To(_sink);
        _graph.Build().ToString().ShouldBe($"feed.out ─► one ─► queue{Environment.NewLine}queue ─► two ─► collector");
    }

    [Fact]
    public void A_source_is_never_made_to_wait() =>
        Should.Throw<InvalidOperationException>(() => _graph.From(_feed.Out).Into(new Boundary<int>("slow", 4, WhenFull.Wait)))
            .Message.ShouldBe("test: source feed cannot wait for boundary slow.");

    [Fact]
    public void A_source_never_leads_straight_into_a_sink() =>
        Should.Throw<InvalidOperationException>(() => _graph.From(_feed.Out).To(_sink))
            .Message.ShouldContain("can only stand behind a boundary");

    [Fact]
    public void A_boundary_that_nobody_reads_is_refused()
    {
        _graph.From(_feed.Out).Into(_boundary);
        Should.Throw<InvalidOperationException>(_graph.Build).Message.ShouldContain("is written but never read");
    }

    [Fact]
    public void A_boundary_that_nobody_writes_is_refused()
    {
        _graph.From(_boundary).To(_sink);
        Should.Throw<InvalidOperationException>(_graph.Build).Message.ShouldContain("is read but never written");
    }

    [Fact]
    public void Two_lanes_cannot_read_one_boundary()
    {
        _graph.From(_boundary).To(_sink);
        Should.Throw<InvalidOperationException>(() => _graph.From(_boundary)).Message.ShouldContain("queue is read by two lanes");
    }

    [Fact]
    public void Two_lanes_cannot_wait_for_one_boundary()
    {
        var slow = new Boundary<int>("slow", 4, WhenFull.Wait);
        _graph.From(_boundary).Into(slow);
        Should.Throw<InvalidOperationException>(() => _graph.From(new Boundary<int>("other", 4, WhenFull.Fail)).Into(slow))
            .Message.ShouldContain("only one lane can end in it");
    }

    [Fact]
    public void An_outlet_is_silent_until_its_graph_runs() =>
        Should.Throw<InvalidOperationException>(() => _feed.Push(1)).Message.ShouldContain("before its graph runs");
}
