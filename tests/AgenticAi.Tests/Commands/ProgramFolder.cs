using AgenticAi.Tests.Calls;

namespace AgenticAi.Tests.Commands;

/// <summary>A folder in which a test runs the program, and the environment that a server needs there.</summary>
internal sealed class ProgramFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("agenticai-program-").FullName;

    public Dictionary<string, string> Environment { get; } = new()
    {
        ["OPENAI_API_KEY"] = Exchange.ApiKey,
        ["TWILIO_AUTH_TOKEN"] = Exchange.AuthToken,
        ["PORT"] = "0",
    };

    /// <summary>Starts the server and waits until it listens.</summary>
    /// <returns>The run, and where the server is reached from this machine.</returns>
    public async Task<(ProgramRun Run, Uri Url)> ServeAsync()
    {
        var run = new ProgramRun(Path, Environment, "serve");
        string line = await run.LineAsync("Listening on");
        string url = line[line.IndexOf("http://", StringComparison.Ordinal)..].Split(';', ' ')[0];
        return (run, new Uri(url.Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)));
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
