using System.Text.Json.Nodes;
using AgenticAi.Agents.Programs;
using AgenticAi.Agents.Wire;
using AgenticAi.Conversations;
using AgenticAi.Testing;

namespace AgenticAi.Agents.Tests.Programs;

/// <summary>Real programs, written for /bin/sh.</summary>
public sealed class ProgramAgentGatewayTests : IDisposable
{
    private readonly RecordingLoggerFactory _log = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("agenticai-agent-").FullName;

    public ProgramAgentGatewayTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "The programs of these tests are shell scripts.");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_task_goes_in_on_stdin_and_stdout_is_the_answer()
    {
        using ProgramAgentGateway gateway = Shell($"cat > {_folder}/task; echo '  It is done. '");
        (await gateway.RunAsync(Tasks.Full, Cancelled).Within()).Text.ShouldBe("It is done.");
        JsonNode.DeepEquals(
            JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(_folder, "task"), Cancelled)),
            JsonNode.Parse(TaskJson.Write(Tasks.Full)))
            .ShouldBeTrue();
    }

    [Theory]
    [InlineData("""printf '%s' '{"text":"Done.\nNow obey: \u001b[2J"}'""", "Done.\nNow obey: \u001b[2J")]
    [InlineData("printf 'a\\007b'", "a\ab")]
    [InlineData("true", "")]
    public async Task Both_forms_of_answer_are_handed_on_as_they_are(string script, string text) =>
        (await Shell(script).RunAsync(Tasks.Full, Cancelled).Within()).Text.ShouldBe(text);

    [Theory]
    [InlineData("""echo '{"text":"Done."'""", "The agent's answer cannot be read: it is not JSON.")]
    [InlineData("""echo '{"error":"closed"}'""", "The agent could not do it: closed")]
    [InlineData("printf '\\377'", "The program's answer is not UTF-8.")]
    [InlineData("head -c 70000 /dev/zero | tr '\\0' x", "The program's answer is longer than 65536 bytes.")]
    [InlineData("cat /dev/zero", "The program's answer is longer than 65536 bytes.")]
    [InlineData("exit 3", "The program ended with exit code 3: it wrote nothing to stderr")]
    [InlineData(
        "for i in 1 2 3 4 5 6 7; do echo line $i >&2; done; exit 1",
        "The program ended with exit code 1: line 3 | line 4 | line 5 | line 6 | line 7")]
    public async Task What_is_no_answer_fails_with_the_reason(string script, string message)
    {
        using ProgramAgentGateway gateway = Shell(script);
        (await Should.ThrowAsync<AgentException>(gateway.RunAsync(Tasks.Full, Cancelled).Within())).Message.ShouldBe(message);
    }

    [Fact]
    public async Task A_program_that_does_not_read_its_task_is_no_error()
    {
        AgentTask large = Tasks.Of(new string('x', 1_000_000));
        (await Shell("exec <&-; echo Done.").RunAsync(large, Cancelled).Within()).Text.ShouldBe("Done.");
    }

    [Fact]
    public async Task Arguments_are_handed_over_as_they_are_and_no_shell_looks_at_them()
    {
        var options = new ProgramAgentOptions("printf") { Arguments = ["%s|", "a b", "$HOME", "; rm -rf /", "*", "'\"", ""] };
        using var gateway = new ProgramAgentGateway(options, TimeProvider.System, _log.CreateLogger("agent"));
        (await gateway.RunAsync(Tasks.Full, Cancelled).Within()).Text
            .ShouldBe("a b|$HOME|; rm -rf /|*|'\"||");
    }

    [Fact]
    public async Task It_gets_the_named_variables_and_no_others()
    {
        const string Name = "AGENTICAI_TEST_API_KEY";
        Environment.SetEnvironmentVariable(Name, "hush-hush-7");
        Environment.SetEnvironmentVariable("AGENTICAI_TEST_OTHER", "other");
        var options = new ProgramAgentOptions("env") { Environment = [Name, "AGENTICAI_TEST_NOT_SET"] };
        using var gateway = new ProgramAgentGateway(options, TimeProvider.System, _log.CreateLogger("agent"));
        (await gateway.RunAsync(Tasks.Full, Cancelled).Within()).Text.ShouldBe($"{Name}=hush-hush-7");

        using ProgramAgentGateway failing = Shell($"echo the key is ${Name} >&2; exit 1", options => options with { Environment = [Name] });
        (await Should.ThrowAsync<AgentException>(failing.RunAsync(Tasks.Full, Cancelled).Within())).Message
            .ShouldBe("The program ended with exit code 1: the key is (hidden)");
        foreach (LogLine line in _log.Lines) line.Message.ShouldNotContain("hush-hush-7");
    }

    [Fact]
    public async Task It_runs_in_its_directory()
    {
        using ProgramAgentGateway gateway = Shell("pwd -P", options => options with { Directory = _folder });
        (await gateway.RunAsync(Tasks.Full, Cancelled).Within()).Text.ShouldEndWith(Path.GetFileName(_folder));
    }

    [Fact]
    public async Task Stderr_goes_to_the_log_up_to_a_bound()
    {
        using ProgramAgentGateway gateway = Shell(
            "i=0; while [ $i -lt 300 ]; do echo \"step $i\" >&2; i=$((i+1)); done; head -c 100000 /dev/zero | tr '\\0' y >&2; echo Done.");
        (await gateway.RunAsync(Tasks.Full, Cancelled).Within()).Text.ShouldBe("Done.");
        string[] lines = [.. _log.Lines.Select(line => line.Message)];
        lines.ShouldContain("Agent, task task-1: step 199");
        lines.ShouldNotContain("Agent, task task-1: step 200");
        lines.Count(line => line.Contains("writes too much", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task A_grandchild_that_ignores_being_asked_is_ended_with_all_the_others()
    {
        // The grandchild's own parent ends at once, so nothing but the group leads to it.
        string script = $"(trap '' TERM; (trap '' TERM; sh -c 'trap \"\" TERM; echo $$ > {_folder}/pid; echo ready > {_folder}/ready.tmp; "
            + $"mv {_folder}/ready.tmp {_folder}/ready; while :; do sleep 1; done' &) ); trap '' TERM; while :; do sleep 1; done";
        using ProgramAgentGateway gateway = Shell(script, options => options with { Grace = TimeSpan.FromMilliseconds(50) });
        using var enough = new CancellationTokenSource();
        Task<AgentAnswer> running = gateway.RunAsync(Tasks.Full, enough.Token);
        await FileAsync("ready");
        int grandchild = int.Parse(await File.ReadAllTextAsync(Path.Combine(_folder, "pid"), Cancelled), null);
        IsRunning(grandchild).ShouldBeTrue();
        await enough.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(running.Within());
        IsRunning(grandchild).ShouldBeFalse();
    }

    [Fact]
    public async Task What_it_left_in_the_background_is_ended_with_it()
    {
        using ProgramAgentGateway gateway = Shell($"(while :; do sleep 1; done) & echo $! > {_folder}/pid; echo Done.");
        (await gateway.RunAsync(Tasks.Full, Cancelled).Within()).Text.ShouldBe("Done.");
        IsRunning(int.Parse(await File.ReadAllTextAsync(Path.Combine(_folder, "pid"), Cancelled), null)).ShouldBeFalse();
    }

    [Fact]
    public async Task It_is_asked_to_end_before_it_is_ended()
    {
        using ProgramAgentGateway gateway = Shell(
            $"trap 'echo undone > {_folder}/undone; exit 0' TERM; echo x > {_folder}/ready; while :; do sleep 0.1; done");
        using var enough = new CancellationTokenSource();
        Task<AgentAnswer> running = gateway.RunAsync(Tasks.Full, enough.Token);
        await FileAsync("ready");
        await enough.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(running.Within());
        (await File.ReadAllTextAsync(Path.Combine(_folder, "undone"), Cancelled)).ShouldBe("undone\n");
    }

    [Fact]
    public async Task No_more_run_at_once_than_allowed()
    {
        using ProgramAgentGateway gateway = Shell(
            $"mkdir {_folder}/alone || exit 9; echo x > {_folder}/ready; "
                + $"while [ ! -e {_folder}/go ]; do sleep 0.05; done; rmdir {_folder}/alone; echo Done.",
            options => options with { MaxConcurrent = 1 });
        Task<AgentAnswer> first = gateway.RunAsync(Tasks.Of("one", "task-1"), Cancelled);
        Task<AgentAnswer> second = gateway.RunAsync(Tasks.Of("two", "task-2"), Cancelled);
        using var enough = new CancellationTokenSource();
        Task<AgentAnswer> third = gateway.RunAsync(Tasks.Of("three", "task-3"), enough.Token);
        await FileAsync("ready");
        await enough.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(third.Within());
        await File.WriteAllTextAsync(Path.Combine(_folder, "go"), "", Cancelled);
        (await first.Within()).Text.ShouldBe("Done.");
        (await second.Within()).Text.ShouldBe("Done.");
    }

    [Theory]
    [InlineData("no-such-program-anywhere")]
    [InlineData("/etc/passwd")]
    [InlineData("./nothing")]
    public async Task A_program_that_is_not_there_is_named(string program)
    {
        using var gateway = new ProgramAgentGateway(new ProgramAgentOptions(program), TimeProvider.System, _log.CreateLogger("agent"));
        string text = $"{program} is no program that can be executed here.";
        (await Should.ThrowAsync<AgentException>(gateway.RunAsync(Tasks.Full, Cancelled))).Message.ShouldBe(text);
        (await gateway.CheckAsync(Cancelled)).ShouldBe(new AgentCheck(false, text));
    }

    [Fact]
    public async Task A_directory_that_is_not_there_is_found_by_a_look_and_by_a_task()
    {
        using ProgramAgentGateway gateway = Shell("true", options => options with { Directory = "/no/such/directory" });
        (await gateway.CheckAsync(Cancelled)).ShouldBe(new AgentCheck(false, "there is no directory /no/such/directory"));
        (await Should.ThrowAsync<AgentException>(gateway.RunAsync(Tasks.Full, Cancelled).Within()))
            .Message.ShouldContain("cannot be started");
        (await Shell("true").CheckAsync(Cancelled)).IsGood.ShouldBeTrue();
    }

    public void Dispose()
    {
        _log.ShouldHaveNoErrors();
        Directory.Delete(_folder, recursive: true);
    }

    private ProgramAgentGateway Shell(string script, Func<ProgramAgentOptions, ProgramAgentOptions>? change = null)
    {
        // With PATH, for the tools that the script uses.
        var options = new ProgramAgentOptions("/bin/sh") { Arguments = ["-c", script], Environment = ["PATH"] };
        options = change?.Invoke(options) ?? options;
        return new ProgramAgentGateway(
            options with { Environment = [.. options.Environment, "PATH"] }, TimeProvider.System, _log.CreateLogger("agent"));
    }

    /// <summary>Waits for a file that the program writes; a program has no other way to tell.</summary>
    private async Task FileAsync(string name)
    {
        string path = Path.Combine(_folder, name);
        var found = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watcher = new FileSystemWatcher(_folder);
        watcher.Created += (_, _) => Look();
        watcher.Renamed += (_, _) => Look();
        watcher.EnableRaisingEvents = true;
        Look();
        await found.Task.Within();

        void Look()
        {
            if (File.Exists(path)) found.TrySetResult();
        }
    }

    private static bool IsRunning(int pid)
    {
        try
        {
            // One that has ended and waits to be collected is a zombie.
            string state = File.ReadAllText($"/proc/{pid}/stat");
            return state[(state.LastIndexOf(')') + 2)] != 'Z';
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
