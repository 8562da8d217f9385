using Microsoft.Data.Sqlite;

namespace AgenticAi.Journal;

/// <summary>Which failures are those of one row, and leave the transaction as it was (https://www.sqlite.org/rescode.html).</summary>
internal static class SqliteErrors
{
    private const int TooBig = 18;
    private const int Constraint = 19;
    private const int Mismatch = 20;

    public static bool IsOfRow(SqliteException exception) => exception.SqliteErrorCode is TooBig or Constraint or Mismatch;
}
