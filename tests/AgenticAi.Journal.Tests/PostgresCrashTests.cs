namespace AgenticAi.Journal.Tests;

public sealed class PostgresCrashTests : CrashTests
{
    protected override IStoreFixture Fixture { get; } = new PostgresFixture();

    // What a killed client leaves behind is a connection, and on it a transaction without an end: it must hold nothing up.
    protected override void ShouldBeWhole(string round) => Fixture.Lock().Dispose();
}
