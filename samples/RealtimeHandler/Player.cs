namespace RealtimeHandlerSample;

/// <summary>A loudspeaker that writes raw PCM to a file, or to nowhere. What is played is in the file at once.</summary>
internal sealed class Player(string? file) : IAsyncDisposable
{
    private readonly Stream _output = file is null ? Stream.Null : File.Create(file, bufferSize: 0);

    public async Task PlayAsync(byte[] audio) => await _output.WriteAsync(audio);

    public ValueTask DisposeAsync() => _output.DisposeAsync();
}
