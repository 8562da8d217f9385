using AgenticAi.Calls.Costs;
using AgenticAi.Conversations;
using AgenticAi.Realtime.Sessions;

namespace AgenticAi.Calls.Actors.Lifecycle;

/// <summary>What the brain is told when a conversation begins.</summary>
internal static class CallOpening
{
    public static StartConversation Start(CallRequest request, string? streamSid, CallOptions options) => new(
        request.CallSid,
        streamSid,
        request.IsOutbound ? CallDirection.Outbound : CallDirection.Inbound,
        request.From,
        request.To,
        new ConversationSettings(
            options.Endpoint.Model, options.Session.Voice.Name, FormatName(options.Session.Format), options.Session.Instructions));

    public static AdoptPolicy Policy(CallRequest request, CallOptions options, DayLedger? ledger) => new(new ConversationPolicy
    {
        Commands = options.Work.PolicyFor(request.From),
        Budget = options.Budget with { SpentBefore = ledger?.SpentBesides(request.CallSid) },
    });

    private static string FormatName(RealtimeAudioFormat format) => format switch
    {
        RealtimeAudioFormat.Pcm16At24kHz => "pcm16",
        RealtimeAudioFormat.MuLaw => "pcmu",
        _ => "pcma",
    };
}
