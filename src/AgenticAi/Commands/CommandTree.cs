using System.CommandLine;

namespace AgenticAi.Commands;

/// <summary>The program's commands. Without one, it serves.</summary>
internal static class CommandTree
{
    public static RootCommand Build()
    {
        var config = new ConfigOption();
        var root = new RootCommand("Phone calls with a voice model: Twilio on one side, the OpenAI Realtime API on the other.")
        {
            config,
            ServeCommand.Build(config),
            DemoCommand.Build(),
            ConversationsCommand.Build(config),
            ReplayCommand.Build(config),
            JournalCommand.Build(config),
            DoctorCommand.Build(config),
            IntentsCommand.Build(config),
            BackchannelsCommand.Build(),
            SimulateCommand.Build(),
        };
        root.SetAction((parsed, _) => ServeCommand.RunAsync(parsed.GetRequiredValue(config), CommandOutput.Of(parsed)));
        return root;
    }
}
