using AgenticAi.Journal.CrashWriter;
using AgenticAi.Testing;

namespace AgenticAi.Journal.Tests;

/// <summary>A storage of its own for one test, and another program that uses the same storage.</summary>
public interface IStoreFixture : IAsyncDisposable
{
    RecordingLoggerFactory Logs { get; }

    /// <summary>What a journal on this storage is called in messages.</summary>
    string Name { get; }

    /// <summary>What the program of <c>CrashWriter</c> is started with: provider and connection string.</summary>
    (JournalProvider Provider, string ConnectionString) Address { get; }

    /// <summary>The version of the tables.</summary>
    long Version { get; set; }

    /// <summary>Opens a journal on the storage; closed at the end of the test at the latest.</summary>
    Task<JournalDatabase> OpenAsync(JournalOptions? options = null, TimeProvider? time = null);

    /// <summary>The same with brains that write it.</summary>
    Task<JournalNode> StartAsync(JournalOptions? options = null);

    /// <summary>Takes the right to write away from all journals until the result is disposed.</summary>
    IDisposable Lock();

    /// <summary>Makes tables as a program of the former format made them, with an event in them.</summary>
    void MakeFormer();

    void Execute(string sql, params (string Name, object Value)[] values);

    object? Scalar(string sql);
}
