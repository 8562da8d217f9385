using System.Threading.Channels;
using AgenticAi.Calls.Turns;
using AgenticAi.Testing;

namespace AgenticAi.Calls.Tests.Model;

/// <summary>Takes turn inputs as the graph does: what was offered is there with the signal, and not before.</summary>
internal sealed class OfferedInputs : ITurnInputs, IDisposable
{
    private readonly Queue<TurnInput> _offered = new();
    private readonly Channel<TurnInput> _signalled = Channel.CreateBounded<TurnInput>(4096);

    /// <summary>Thrown at whoever offers something.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Called with each signal.</summary>
    public Action? OnSignal { get; set; }

    /// <summary>Offered, and not signalled.</summary>
    public int Waiting
    {
        get
        {
            lock (_offered) return _offered.Count;
        }
    }

    /// <summary>The next input that is not audio.</summary>
    public async Task<T> NextAsync<T>()
        where T : TurnInput => (await NextAsync()).ShouldBeOfType<T>();

    /// <summary>The next input, which is to be audio: its bytes. Its buffer is given back.</summary>
    public async Task<byte[]> NextAudioAsync()
    {
        using ModelAudio audio = await NextAsync<ModelAudio>();
        return audio.Frame.Buffer.Span.ToArray();
    }

    public Task<TurnInput> NextAsync() => _signalled.Reader.ReadAsync(TestContext.Current.CancellationToken).Within();

    public void Offer(TurnInput input)
    {
        if (Failure is { } failure)
        {
            (input as IDisposable)?.Dispose();
            throw failure;
        }

        lock (_offered) _offered.Enqueue(input);
    }

    public void Signal()
    {
        OnSignal?.Invoke();
        lock (_offered)
        {
            while (_offered.TryDequeue(out TurnInput? input)) _signalled.Writer.TryWrite(input).ShouldBeTrue();
        }
    }

    /// <summary>Gives back what nobody has taken.</summary>
    public void Dispose()
    {
        Signal();
        while (_signalled.Reader.TryRead(out TurnInput? input)) (input as IDisposable)?.Dispose();
    }
}
