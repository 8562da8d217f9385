using System.ComponentModel;
using AgenticAi.Conversations;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Agents.Programs;

/// <summary>
/// Asks an agent that is a program: JSON in on stdin, the answer out on stdout, stderr to the log. It gets no shell, no variables but the
/// named ones, and no time beyond the token's; when a run is over nothing that it started is left.
/// </summary>
public sealed class ProgramAgentGateway : ICheckedAgentGateway, IDisposable
{
    private readonly ProgramAgentOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _places;

    public ProgramAgentGateway(ProgramAgentOptions options, TimeProvider time, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(logger);
        (_options, _time, _logger) = (options, time, logger);
        _places = new SemaphoreSlim(options.MaxConcurrent, options.MaxConcurrent);
    }

    public string Name => "process";

    public async Task<AgentAnswer> RunAsync(AgentTask task, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(task);
        string path = Find() ?? throw new AgentException(Missing);
        await _places.WaitAsync(cancellationToken);
        try
        {
            return await ProgramRun.RunAsync(_options, path, task, _time, _logger, cancellationToken);
        }
        catch (Win32Exception error)
        {
            throw new AgentException($"{path} cannot be started: {error.Message}", error);
        }
        finally
        {
            _places.Release();
        }
    }

    public Task<AgentCheck> CheckAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string? path = Find();
        return Task.FromResult(
            path is null ? new AgentCheck(false, Missing)
            : _options.Directory is { } place && !Directory.Exists(place) ? new AgentCheck(false, $"there is no directory {place}")
            : new AgentCheck(true, $"{path} can be executed"));
    }

    public void Dispose() => _places.Dispose();

    private string Missing => $"{_options.Program} is no program that can be executed here.";

    private string? Find() => ProgramPath.Find(_options.Program, _options.Directory);
}
