using System.Text;
using AgenticAi.Realtime.Events;
using AgenticAi.WebSockets;

namespace AgenticAi.Realtime.Tests.Events;

public sealed class AllocationTests
{
    [Fact]
    public void Reading_audio_allocates_nothing()
    {
        string audioInBase64 = Convert.ToBase64String(new byte[4800]);
        byte[] message = Encoding.UTF8.GetBytes(
            $$"""
            {"type":"response.output_audio.delta","event_id":"e","response_id":"resp_1","item_id":"item_1",
             "output_index":0,"content_index":0,"delta":"{{audioInBase64}}"}
            """);
        var reader = new ServerEventReader();
        using var audio = new PooledBufferWriter();
        Allocated(() =>
        {
            audio.Clear();
            reader.Read(message, audio, out _);
        }).ShouldBe(0);
    }

    [Fact]
    public void Writing_audio_allocates_nothing()
    {
        byte[] chunk = new byte[960];
        using var output = new PooledBufferWriter();
        Allocated(() =>
        {
            output.Clear();
            ClientEventWriter.WriteAppend(output, chunk);
        }).ShouldBe(0);
    }

    private static long Allocated(Action action)
    {
        for (int i = 0; i < 100; i++) action();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++) action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
