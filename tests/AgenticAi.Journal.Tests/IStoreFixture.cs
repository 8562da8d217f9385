using AgenticAi.Testing;

namespace AgenticAi.Journal.Tests;

/// <summary>A storage of its own for one test, and another program that uses the same storage.</summary>
public interface IStoreFixture : IAsyncDisposable
{
    RecordingLoggerFactory Logs { get; }

    /// <summary>What a journal on this storage is called in messages.</summary>
    string Name { get; }

    /// <summary>Opens a journal on the storage; closed at the end of the test at the latest.</summary>
    Task<JournalStore> OpenAsync(JournalOptions? options = null);

    /// <summary>Takes the right to write away from all journals until the result is disposed.</summary>
    IDisposable Lock();

    void Execute(string sql);

    object? Scalar(string sql);

    /// <summary>The version of the tables.</summary>
    long Version { get; set; }

    /// <summary>Makes the tables as an older program made them.</summary>
    void MakeOld(int version);

    /// <summary>What the program of <c>CrashWriter</c> is started with: provider and connection string.</summary>
    (JournalProvider Provider, string ConnectionString) Address { get; }
}
