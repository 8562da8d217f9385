namespace AgenticAi.Conversations.Tests;

/// <summary>All of a state as text, so that two states can be compared by content.</summary>
public static class StateText
{
    public static string Of(ConversationState state) => string.Join(
        '\n',
        [
            $"{state.ConversationId} {state.Sequence} {state.Status} {state.Digits} {state.Problems}",
            $"{state.Started} {state.StartedAt:O} {state.Ended} {state.EndedAt:O} {Sorted(state.StreamSids)}",
            $"{state.Model} {Sorted(state.ModelSessions)}",
            $"{state.Usage} {Sorted(state.ReportedResponses)} {Sorted(state.MeteredItems)}",
            $"{state.Policy} {state.Cost} {Sorted(state.WarnedBudgets.Select(scope => $"{scope}"))}",
            Sorted(state.ExceededBudgets.Select(scope => $"{scope}")),
            $"{Sorted(state.PendingSpeech.Values.Select(request => request.ToString()))} {Sorted(state.SettledSpeech)}",
            $"{state.Work.IsAuthorised} {state.Work.WrongPins} {state.Work.Earlier.IsDefault} "
                + $"{Sorted(state.Work.AskedIntents)} {Sorted(state.Work.OpenIntents)}",
            .. state.Work.InOrder.Select(job => job.ToString()),
            .. state.Turns.Select(turn => turn.ToString()),
            Sorted(state.Items.Values.Select(item => item.ToString())),
        ]);

    private static string Sorted(IEnumerable<string> values) => string.Join(',', values.Order(StringComparer.Ordinal));
}
