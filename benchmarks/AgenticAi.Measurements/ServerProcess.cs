using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using AgenticAi.Simulation.Twilio;

namespace AgenticAi.Measurements;

/// <summary>The program itself, <c>agenticai serve</c>, in a process and a folder of its own, and a telephone that calls it.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    public const string ApiKey = "sk-measurements-of-the-simulated-server";

    private const string AuthToken = "measurements-auth-token";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder;
    private readonly Process _process;
    private readonly SimulatedTwilio _phone;
    private readonly Uri _url;

    private ServerProcess(DirectoryInfo folder, Process process, Uri url)
    {
        (_folder, _process, _url) = (folder, process, url);
        _phone = new SimulatedTwilio(new SimulatedTwilioOptions { WebhookUrl = new Uri(url, "/twilio/voice"), AuthToken = AuthToken });
    }

    /// <summary>What it has used since it was started.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts it and waits until it takes calls.</summary>
    /// <param name="model">Where the model is.</param>
    /// <param name="audioFormat"><c>pcmu</c> or <c>pcm16</c>.</param>
    /// <exception cref="InvalidOperationException">It takes none.</exception>
    public static async Task<ServerProcess> StartAsync(Uri model, string audioFormat)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("agenticai-measurements-");
        int port = FreePort();
        string config = Path.Combine(folder.FullName, "config.yaml");
        await File.WriteAllTextAsync(config, $$"""
            openai_realtime: { api_key: {{ApiKey}}, url: "{{model}}", audio_format: {{audioFormat}} }
            twilio: { auth_token: {{AuthToken}} }
            server: { host: 127.0.0.1, port: {{port}} }
            journal: { connection: "Data Source={{folder.FullName}}/journal.db" }
            logging: { level: warning }
            """);
        string program = Path.Combine(AppContext.BaseDirectory, "agenticai.dll");
        Process process = Process.Start(
            new ProcessStartInfo("dotnet", [program, "serve", "--config", config]) { WorkingDirectory = folder.FullName })!;
        var server = new ServerProcess(folder, process, new Uri($"http://127.0.0.1:{port}"));
        if (await server.IsReadyAsync(new Uri($"http://127.0.0.1:{port}/health/ready"))) return server;
        await server.DisposeAsync();
        throw new InvalidOperationException("The server does not take calls; it says why above.");
    }

    public async Task<CallRecord> CallAsync(CallPlan plan, TimeSpan after)
    {
        await Task.Delay(after, TimeProvider.System); // the calls of a measurement begin one after the other
        return await _phone.CallAsync(plan, CancellationToken.None);
    }

    /// <summary>Entries that it has stored since it was started.</summary>
    public async Task<long> EntriesAsync()
    {
        using var http = new HttpClient();
        using JsonDocument health = JsonDocument.Parse(await http.GetStringAsync(new Uri(_url, "/health/live")));
        return health.RootElement.GetProperty("journal_details").GetProperty("entries").GetInt64();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task<bool> IsReadyAsync(Uri url)
    {
        using var http = new HttpClient();
        using var limit = new CancellationTokenSource(StartLimit, TimeProvider.System);
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        while (!_process.HasExited && !limit.IsCancellationRequested)
        {
            try
            {
                using HttpResponseMessage answer = await http.GetAsync(url, limit.Token);
                if (answer.IsSuccessStatusCode) return true;
            }
            catch (HttpRequestException)
            {
                // Not yet.
            }

            await again.WaitForNextTickAsync(CancellationToken.None);
        }

        return false;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
