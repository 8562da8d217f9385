using Npgsql;

namespace AgenticAi.Journal;

/// <summary>What the server's error codes mean for a batch (https://www.postgresql.org/docs/current/errcodes-appendix.html).</summary>
internal static class PostgresErrors
{
    /// <summary>Another writer was faster: the same batch, begun anew, sees what that one wrote.</summary>
    public static bool IsOfAnotherWriter(PostgresException exception) => exception.SqlState
        is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected;

    /// <summary>A row cannot be stored, such as one with a zero byte or beyond a gigabyte; others can.</summary>
    public static bool IsOfRow(PostgresException exception) =>
        exception.SqlState.StartsWith("22", StringComparison.Ordinal)
        || exception.SqlState.StartsWith("54", StringComparison.Ordinal)
        || exception.SqlState is PostgresErrorCodes.CheckViolation;
}
