using AgenticAi.Conversations;
using AgenticAi.Realtime.Events;

namespace AgenticAi.Calls.Tests.Model;

/// <summary>A turn, what became of it, and what has to be remembered of it.</summary>
internal sealed record DialogueTurn(string Id, ConversationCommand[] Reports, NewItem? Remembered, bool Counts, bool IsStillSpoken)
{
    public bool IsCallers => Reports.OfType<HearItem>().Single().Role is ItemRole.Caller;

    public static DialogueTurn Of(int number, int fate, string words)
    {
        string id = $"i{number}";
        string said = $"{number} {words}";
        string lost = $"{Dialogue.NeverHeard} {said}";
        var understood = new UserTextItem(said);
        var heard = new AssistantTextItem(said);
        return fate switch
        {
            0 or 1 => Turn(ItemRole.Caller, Past.Said(id, said), understood, counts: true),
            2 => Turn(ItemRole.Caller, Past.Said(id, " ")),
            3 => Turn(ItemRole.Caller, Past.Spoke(id)),
            4 => Turn(
                ItemRole.Caller,
                [.. Past.Spoke(id), new FailTranscription(id, "timeout")],
                new UserTextItem("(words that could not be understood)")),
            5 => Turn(ItemRole.Caller, [new FailTranscription(id, "timeout")]),
            6 => Turn(ItemRole.Assistant, Past.Heard(id, said), heard, counts: true),
            7 => Turn(ItemRole.Assistant, Past.Cut(id, $"{said} {lost}", 700, said), heard, counts: true),
            8 => Turn(ItemRole.Assistant, Past.Cut(id, lost, 0, "")),
            9 => Turn(ItemRole.Assistant, Past.Cut(id, lost, 40, null), counts: true),
            10 => Turn(ItemRole.Assistant, Past.Unheard(id, said), heard, counts: true, stillSpoken: true),
            11 => Turn(ItemRole.Assistant, Past.Unheard(id, lost)),
            _ => Turn(ItemRole.Assistant, []),
        };

        DialogueTurn Turn(
            ItemRole role, ConversationCommand[] reports, NewItem? remembered = null, bool counts = false, bool stillSpoken = false) =>
            new(
                id,
                [new HearItem(id, number == 0 ? null : $"i{number - 1}", role), .. reports],
                remembered,
                counts,
                stillSpoken);
    }
}
