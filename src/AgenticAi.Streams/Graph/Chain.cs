namespace AgenticAi.Streams.Graph;

/// <summary>Joins one stage to what follows it. An engine brings its own.</summary>
public interface IFuser
{
    IOutlet<TIn> Join<TIn, TOut>(string name, Stage<TIn, TOut> stage, IOutlet<TOut> next);
}

/// <summary>The stages between two ends of a lane, none to many, typed from first to last.</summary>
public abstract class Chain<TStart, TEnd>
{
    /// <summary>Names of the stages, first to last.</summary>
    public abstract IEnumerable<string> Names { get; }

    /// <summary>Makes the stages anew and joins them, last to first.</summary>
    public abstract IOutlet<TStart> Fuse(IFuser fuser, IOutlet<TEnd> end);
}

internal sealed class NoStages<T> : Chain<T, T>
{
    public override IEnumerable<string> Names => [];

    public override IOutlet<T> Fuse(IFuser fuser, IOutlet<T> end) => end;
}

internal sealed class Then<TStart, TMiddle, TEnd>(Chain<TStart, TMiddle> before, string name, Func<Stage<TMiddle, TEnd>> make)
    : Chain<TStart, TEnd>
{
    public override IEnumerable<string> Names => before.Names.Append(name);

    public override IOutlet<TStart> Fuse(IFuser fuser, IOutlet<TEnd> end) => before.Fuse(fuser, fuser.Join(name, make(), end));
}
