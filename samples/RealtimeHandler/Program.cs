// Talks to a voice model: a file is the microphone, another one the loudspeaker.
//
//   dotnet run --project samples/RealtimeHandler -- [url] [microphone.wav] [answer.raw]
//
// Without a url it calls OpenAI, with the key in OPENAI_API_KEY; ws://127.0.0.1:9090/v1/realtime would call a server of your own.
// The microphone goes on with silence after its file, or without one, until the model hangs up or you press Ctrl-C. The answer is
// raw PCM: play it with `aplay -f S16_LE -r 24000 answer.raw` or `ffplay -f s16le -ar 24000 answer.raw`.

using System.Threading.Channels;
using AgenticAi.Realtime;
using RealtimeHandlerSample;

using var microphone = new Microphone(args.ElementAtOrDefault(1), TimeProvider.System);
await using var player = new Player(args.ElementAtOrDefault(2));
await using var handler = new OpenAIRealtimeHandler(
    apiKey: Environment.GetEnvironmentVariable("OPENAI_API_KEY") ?? "sk-proj-xxx",
    voice: "alloy",
    url: args.Length > 0 ? new Uri(args[0]) : null);

// Set callbacks
handler.SetCallbacks(
    onAudio: audio => Console.WriteLine($"Received {audio.Length} bytes"),
    onUserTranscript: text => Console.WriteLine($"User: {text}"),
    onTranscript: (text, isFinal) => Console.WriteLine(isFinal ? $"AI: {text}" : $"AI… {text}"));

// Connect
await handler.ConnectAsync(initialPrompt: "Hello! How can I help you today?");

// Send audio chunks
while (true)
{
    try
    {
        byte[] chunk = await microphone.ReadAsync();
        await handler.SendAudioAsync(chunk);

        // Receive AI audio
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(0.1));
        await player.PlayAsync(await handler.GetAudioAsync(patience.Token));
    }
    catch (OperationCanceledException)
    {
        // The model is silent.
    }
    catch (ChannelClosedException)
    {
        Console.WriteLine("The model has hung up.");
        return;
    }
}
