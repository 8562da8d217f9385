using AgenticAi.Agents;
using AgenticAi.Configuration;
using AgenticAi.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgenticAi.Doctor;

/// <summary>
/// Whether a task would reach the configured agent: the address answers, the program is there, the gateway takes the token.
/// </summary>
internal static class AgentGatewayCheck
{
    private const string Subject = "agent";

    /// <summary>As long as for the other services that are asked.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <returns>Null when there is no agent, which is nothing to look at.</returns>
    public static async Task<Finding?> ExamineAsync(AgentConfig config, TimeProvider time, CancellationToken cancellationToken)
    {
        if (AgentGateways.Checked(config, time, NullLoggerFactory.Instance) is not { } gateway) return null;
        using var timeout = new CancellationTokenSource(Limit, time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            AgentCheck check = await gateway.CheckAsync(over.Token);
            string text = $"{gateway.Name}: {check.Text}";
            return check.IsGood ? Finding.Good(Subject, text) : Finding.Failed(Subject, text);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Finding.Failed(Subject, $"{gateway.Name}: no answer within {Limit.TotalSeconds:0} s");
        }
        finally
        {
            if (gateway is IAsyncDisposable asynchronous) await asynchronous.DisposeAsync();
            else (gateway as IDisposable)?.Dispose();
        }
    }
}
