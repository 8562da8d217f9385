using AgenticAi.Commands;

// Signals are handled by the commands that have something to finish, so the command line must not end the process for them.
return await CommandTree.Build().Parse(args).InvokeAsync(new() { ProcessTerminationTimeout = null });
