using System.Runtime.CompilerServices;

namespace AgenticAi.Tests.Configuration;

/// <summary>Finds the files of the repository that the tests hold against the code.</summary>
internal static class RepositoryFiles
{
    public static string Path(string relative) => System.IO.Path.Combine(Root(), relative);

    public static string Read(string relative) => File.ReadAllText(Path(relative));

    // The output folder may be outside of the repository; the sources are in it unless their paths were mapped.
    private static string Root([CallerFilePath] string source = "") =>
        Above(System.IO.Path.GetDirectoryName(source)) ?? Above(AppContext.BaseDirectory)
        ?? throw new InvalidOperationException("The solution file is neither above the sources nor above the output.");

    private static string? Above(string? folder)
    {
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder, "AgenticAi.Akka.sln")))
            folder = System.IO.Path.GetDirectoryName(folder);
        return folder;
    }
}
