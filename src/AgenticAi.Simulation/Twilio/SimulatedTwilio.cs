namespace AgenticAi.Simulation.Twilio;

/// <summary>
/// A Twilio that phones a server: it asks the webhook, follows the TwiML, opens media streams and behaves on them as Twilio does.
/// </summary>
public sealed class SimulatedTwilio
{
    private readonly SimulatedTwilioOptions _options;

    public SimulatedTwilio(SimulatedTwilioOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
    }

    /// <summary>Makes a call and returns when the webhook has answered or failed; the call goes on by itself.</summary>
    /// <param name="plan">What the caller does.</param>
    /// <param name="cancellationToken">Cancelled at any time of the call, its line is lost.</param>
    /// <exception cref="ArgumentException">An unpaced call cannot have an echo.</exception>
    public async Task<PhoneCall> DialAsync(CallPlan plan, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (plan is { Unpaced: true, Echo: not null }) throw new ArgumentException("An unpaced call cannot have an echo.", nameof(plan));
        var call = new PhoneCall(_options, plan, cancellationToken);
        await call.Answered;
        return call;
    }

    /// <summary>Makes a call and returns what happened when it is over.</summary>
    /// <exception cref="ArgumentException">An unpaced call cannot have an echo.</exception>
    public async Task<CallRecord> CallAsync(CallPlan plan, CancellationToken cancellationToken)
    {
        await using PhoneCall call = await DialAsync(plan, cancellationToken);
        return await call.Completion;
    }
}
