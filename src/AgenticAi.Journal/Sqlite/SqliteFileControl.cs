using System.Runtime.InteropServices;
using SQLitePCL;

namespace AgenticAi.Journal;

/// <summary>What SQLite tells of the file behind a connection and its provider for .NET does not pass on.</summary>
internal static class SqliteFileControl
{
    // https://www.sqlite.org/c3ref/c_fcntl_begin_atomic_write.html, SQLITE_FCNTL_HAS_MOVED
    private const int HasMovedOperation = 20;
    private const int Ok = 0;

    /// <summary>
    /// True when the file that is open is not the one at its path any more: it was deleted, moved, or another was put in its place.
    /// False where SQLite cannot tell, as on Windows, where a file that is open can neither be deleted nor moved.
    /// </summary>
    public static bool HasMoved(sqlite3 connection) =>
        FileControl(connection, nint.Zero, HasMovedOperation, out int moved) == Ok && moved != 0;

    // A null name is the main database.
    [DllImport("e_sqlite3", EntryPoint = "sqlite3_file_control")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static extern int FileControl(sqlite3 connection, nint databaseName, int operation, out int result);
}
