using System.Text.RegularExpressions;
using AgenticAi.Configuration.Reading;
using AgenticAi.Conversations;

namespace AgenticAi.Configuration.Sections;

/// <summary>Reads <c>commands</c>.</summary>
internal static partial class CommandsBinder
{
    private static readonly ValueKind<string> Spoken = TextKinds.Prose(0, 1_000);

    private static readonly ValueKind<string> Caller = TextKinds.Shape(
        "a number such as +14155550100 (E.164), or the beginning of one with * behind it", CallerNumber());

    private static readonly ValueKind<Secret> Pin = TextKinds.Hidden("4 to 12 digits, or empty", text => PinDigits().IsMatch(text));

    private static readonly ValueKind<CommandRoad> Road = Kinds.OneOf(
        ("none", CommandRoad.None), ("transcripts", CommandRoad.Transcripts), ("tool", CommandRoad.Tool), ("both", CommandRoad.Both));

    private static readonly ValueKind<JobsAtHangUp> AtHangUp = Kinds.OneOf(
        ("finish", JobsAtHangUp.Finish), ("cancel", JobsAtHangUp.Cancel));

    public static CommandsConfig Bind(Section section, IntentsConfig intents, AgentConfig agent)
    {
        var defaults = new CommandsConfig();
        var config = new CommandsConfig
        {
            Road = section.Read("road", defaults.Road, Road,
                "How a wish becomes a command: `transcripts`: what the caller says is analysed (`intents`). `tool`: the voice model calls "
                + "a function. `both`: what comes both ways is done once. Without `agent.gateway` there are no commands."),
            MinConfidence = section.Read("min_confidence", defaults.MinConfidence, Kinds.Number(0, 1),
                "What an analysed wish must reach to be acted upon."),
            AllowedCallers = section.ReadList("allowed_callers", 10_000, Caller, "Numbers that may command. Empty: everybody may."),
            Pin = section.Read("pin", defaults.Pin, Pin,
                "Said or keyed in before the first command of a call; write `${COMMAND_PIN:}`. Empty: not asked for."),
            PinAttempts = section.Read("pin_attempts", defaults.PinAttempts, Kinds.WholeNumber(1, 10),
                "Wrong PINs after which a call gets nothing done."),
            Confirm = section.ReadList("confirm", 200, TextKinds.Prose(1, 100),
                "A command with one of these words (or groups of words) is done after a spoken yes; `*` means every command."),
            MaxCommands = section.Read("max_commands", defaults.MaxCommands, Kinds.WholeNumber(1, 1_000), "Commands of one call."),
            MaxRunning = section.Read("max_running", defaults.MaxRunning, Kinds.WholeNumber(1, 20),
                "Commands of one call that run at a time; further ones wait."),
            AtHangUp = section.Read("at_hang_up", defaults.AtHangUp, AtHangUp,
                "Running commands when the call ends: `finish` lets them, `cancel` stops them. The outcome is recorded either way."),
            EarlierCalls = section.Read("earlier_calls", defaults.EarlierCalls, Kinds.WholeNumber(0, 20),
                "Earlier calls from the same number, among the newest 200 of all, whose commands are remembered."),
            Words = WordsOf(section, defaults.Words),
        };
        bool isUnderstood = agent.Gateway == AgentGatewaySetting.None || intents.Analyzer != IntentAnalyzerSetting.None;
        if (!isUnderstood && config.Road is (CommandRoad.Transcripts or CommandRoad.Both))
            Refuse(section, "road", "needs an analyser (intents.analyzer is none): set one, or set commands.road to tool");
        if (!isUnderstood && config.Confirm.Count > 0)
            Refuse(section, "confirm", "needs an analyser (intents.analyzer is none) that understands the caller's yes");
        return config;
    }

    private static void Refuse(Section section, string key, string why)
    {
        if (!section.HasError(key)) section.Error(key, why);
    }

    private static CommandWords WordsOf(Section section, CommandWords words) => new()
    {
        Working = section.Read(
            "say_working", words.Working, Spoken, "While a command takes long (`agent.working_after_ms`). Empty: nothing is said."),
        Done = section.Read(
            "say_done", words.Done, Spoken, "When a command was done and the agent has nothing to tell. Empty: nothing is said."),
        Failed = section.Read("say_failed", words.Failed, Spoken, "When the agent failed. Empty: nothing is said."),
        TimedOut = section.Read("say_timed_out", words.TimedOut, Spoken, "When the agent took too long. Empty: nothing is said."),
        Cancelled = section.Read(
            "say_cancelled", words.Cancelled, Spoken, "When something was stopped because the caller wanted it. Empty: nothing is said."),
        NotAllowed = section.Read("say_not_allowed", words.NotAllowed, Spoken, "When this caller may not command. Empty: nothing is said."),
        TooMany = section.Read("say_too_many", words.TooMany, Spoken, "When `max_commands` is reached. Empty: nothing is said."),
        AskPin = section.Read("ask_pin", words.AskPin, Spoken, "Asks for the PIN. Empty: nothing is said."),
        WrongPin = section.Read(
            "say_wrong_pin", words.WrongPin, Spoken, "After a wrong PIN, when another try is left. Empty: nothing is said."),
        PinRefused = section.Read("say_pin_refused", words.PinRefused, Spoken, "After the last wrong PIN. Empty: nothing is said."),
        AskConfirmation = section.Read(
            "ask_confirmation", words.AskConfirmation, Spoken,
            "Asks for the yes; `{command}` stands for the command. Empty: nothing is said."),
        AskBack = section.Read("ask_back", words.AskBack, Spoken, "Asks for what a command lacks. Empty: nothing is said."),
    };

    [GeneratedRegex("^\\+[1-9][0-9]{1,14}\\z|^\\+[0-9]{0,14}\\*\\z", RegexOptions.CultureInvariant)]
    private static partial Regex CallerNumber();

    [GeneratedRegex("^([0-9]{4,12})?\\z", RegexOptions.CultureInvariant)]
    private static partial Regex PinDigits();
}
