using Spectre.Console;

namespace AgenticAi.Demo;

/// <summary>The checks of the demo: each is printed, and one that fails fails the demo.</summary>
internal sealed class DemoSteps(IAnsiConsole console)
{
    public bool AllHeld { get; private set; } = true;

    public void Check(bool holds, string step)
    {
        AllHeld &= holds;
        console.MarkupLineInterpolated($"[{(holds ? "green" : "red")}]{(holds ? "held  " : "FAILED")}[/] {step}");
    }
}
