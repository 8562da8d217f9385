// An agent that gets small things done: it books tables and keeps notes. Two ways to connect it (docs/agents.md):
//
//   agent.gateway: process   the program is started for each task; the task comes in on stdin, the answer goes out on stdout
//       dotnet ExampleAgent.dll --file notebook.json
//   agent.gateway: http      a small web server
//       dotnet ExampleAgent.dll --port 8091 --secret SECRET [--file notebook.json] [--callback]
//
// --delay MS makes it slow, --callback makes it answer later. It has no package and no model: what it understands is in Assistant.cs.
using ExampleAgentSample;

Options options = Options.Of(args);
var assistant = new Assistant(new Notebook(options.File));
if (options.Port is { } port)
{
    await using HttpAgent agent = await HttpAgent.StartAsync(port, options, assistant, TimeProvider.System);
    await Console.Out.WriteLineAsync($"agent.http.url: {agent.Url}");
    await agent.StoppedAsync();
    return 0;
}

try
{
    using var task = await AgentRequest.ReadAsync(Console.OpenStandardInput());
    await Task.Delay(options.Delay, TimeProvider.System); // the work of the example
    await Console.Out.WriteLineAsync(assistant.Do(task));
    return 0;
}
catch (FormatException error)
{
    // The exit code says that it failed; what stands on stderr goes to the server's log.
    await Console.Error.WriteLineAsync(error.Message);
    return 1;
}
