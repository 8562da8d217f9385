using System.CommandLine;
using System.Globalization;
using AgenticAi.Calls.Turns;
using Spectre.Console;

namespace AgenticAi.Commands;

/// <summary><c>backchannels evaluate</c>: prints how well the lists tell listeners from those who want the turn.</summary>
internal static class BackchannelsCommand
{
    public static Command Build()
    {
        var evaluate = new Command("evaluate", "Print how well listeners are told from those who interrupt, on a labelled set.");
        evaluate.SetAction(parsed =>
        {
            Table table = new Table().RoundedBorder().AddColumns("language", "backchannels", "recognised", "interruptions", "missed");
            foreach (BackchannelRates rates in BackchannelRates.Measure())
                table.AddRow([rates.Language, .. ((int[])[rates.Backchannels, rates.Recognised, rates.Interruptions, rates.Missed]).Select(Shown)]);
            CommandOutput.Of(parsed).Screen.Write(table);
            return ExitCode.Success;
        });
        return new Command("backchannels", "Whether callers who only say \"mm-hm\" are understood as such.") { evaluate };
    }

    private static string Shown(int count) => count.ToString(CultureInfo.InvariantCulture);
}
