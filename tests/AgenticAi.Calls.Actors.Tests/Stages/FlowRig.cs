using AgenticAi.Calls.Actors.Stages;
using Akka;
using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Streams.TestKit;

namespace AgenticAi.Calls.Actors.Tests.Stages;

/// <summary>One stage in a graph of its own, between two probes.</summary>
internal sealed class FlowRig<TIn, TOut>
    where TIn : class
{
    private TIn? _last;
    private int _sent;

    public FlowRig(StreamKit kit, IMaterializer materializer, IGraph<FlowShape<TIn, TOut>, NotUsed> stage)
    {
        In = kit.CreatePublisherProbe<TIn>();
        Out = kit.CreateSubscriberProbe<TOut>();
        Source.FromPublisher(In).Via(stage).To(Sink.FromSubscriber(Out)).WithAttributes(new Attributes(End)).Run(materializer);
        End.Release();
        In.EnsureSubscription();
        Out.EnsureSubscription();
    }

    public TestPublisher.Probe<TIn> In { get; }

    public TestSubscriber.Probe<TOut> Out { get; }

    public RunEnd End { get; } = new();

    /// <summary>How many elements the stage has pulled; one more may wait before it.</summary>
    public int Pulled => HasDemand ? _sent : _sent - 1;

    private bool HasDemand
    {
        get
        {
            while (In.Pending == 0 && In.Probe.HasMessages) In.ExpectRequest();
            return In.Pending > 0;
        }
    }

    public void Push(TIn element)
    {
        HasDemand.ShouldBeTrue("the stage, or the place before it, takes an element");
        In.SendNext(element);
        (_last, _sent) = (element, _sent + 1);
    }

    /// <summary>Pushes until nothing is taken any more, or the most elements are.</summary>
    public void Fill(Func<int, TIn> make, int most)
    {
        for (int i = 0; i < most && HasDemand; i++) Push(make(i));
    }

    /// <summary>Gives back the element that waits before the stage and will never reach it.</summary>
    public void GiveBackNotPulled()
    {
        if (!HasDemand) (_last as IDisposable)?.Dispose();
    }

    /// <summary>Everything that comes out until the stage completes.</summary>
    public List<TOut> TakeAll()
    {
        var taken = new List<TOut>();
        Out.Request(int.MaxValue);
        while (Out.ExpectNextOrComplete() is TOut element) taken.Add(element);
        return taken;
    }
}
