using System.Diagnostics;
using System.Runtime.InteropServices;

namespace AgenticAi.Agents.Programs;

/// <summary>
/// A program with all that it starts. On Linux it gets a session and thereby a process group of its own, and is ended by the group: the
/// tree of parents alone would miss those whose parent has ended before them. Elsewhere there is only that tree.
/// </summary>
/// <remarks>What starts a session of its own (a daemon) leaves the group; nothing short of a container would hold it.</remarks>
internal sealed class ProcessGroup : IDisposable
{
    // util-linux; runs the program in the same process, in a session of its own. https://man7.org/linux/man-pages/man1/setsid.1.html
    private static readonly string? Setsid = OperatingSystem.IsLinux() ? ProgramPath.Find("setsid", null) : null;

    private const int EndPlease = 15;
    private const int EndNow = 9;

    private ProcessGroup(Process process) => Process = process;

    public Process Process { get; }

    /// <param name="program">The full path.</param>
    /// <param name="start">Everything else.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">It cannot be started.</exception>
    public static ProcessGroup Start(string program, ProcessStartInfo start)
    {
        start.FileName = Setsid ?? program;
        if (Setsid is not null) start.ArgumentList.Insert(0, program);
        return new ProcessGroup(Process.Start(start)!);
    }

    /// <summary>Asks all to end (SIGTERM); elsewhere than on Linux there is no such request.</summary>
    public void AskToEnd()
    {
        if (Setsid is not null) _ = kill(-Process.Id, EndPlease);
    }

    /// <summary>Ends all that is left, also after the program itself has ended.</summary>
    public void End()
    {
        // The number of a group is not given to another process while anyone is in the group; an empty one is not found.
        if (Setsid is not null) _ = kill(-Process.Id, EndNow);
        if (!Process.HasExited) KillTree();
    }

    public void Dispose() => Process.Dispose();

    private void KillTree()
    {
        try
        {
            Process.Kill(entireProcessTree: true);
        }
        catch (Exception error) when (error is InvalidOperationException or AggregateException or System.ComponentModel.Win32Exception)
        {
            // It ended meanwhile.
        }
    }

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int pid, int signal);
}
