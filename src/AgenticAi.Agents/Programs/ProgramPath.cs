namespace AgenticAi.Agents.Programs;

/// <summary>Finds a program as a shell would.</summary>
internal static class ProgramPath
{
    /// <param name="program">A path, relative to <paramref name="directory"/>, or a name.</param>
    /// <param name="directory">Where it will run; null for our own directory.</param>
    /// <returns>The full path, or null when there is no such file that may be executed.</returns>
    public static string? Find(string program, string? directory)
    {
        if (program.Contains(Path.DirectorySeparatorChar) || program.Contains(Path.AltDirectorySeparatorChar))
        {
            string path = Path.GetFullPath(program, Path.GetFullPath(directory ?? "."));
            return Extensions.Select(extension => path + extension).FirstOrDefault(IsExecutable);
        }

        string places = Environment.GetEnvironmentVariable("PATH") ?? "";
        return places.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(place => Extensions.Select(extension => Path.GetFullPath(Path.Combine(place, program + extension))))
            .FirstOrDefault(IsExecutable);
    }

    private static string[] Extensions => OperatingSystem.IsWindows() ? ["", ".exe"] : [""];

    private static bool IsExecutable(string path) => File.Exists(path)
        && (OperatingSystem.IsWindows()
            || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);
}
