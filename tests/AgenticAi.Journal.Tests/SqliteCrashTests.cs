namespace AgenticAi.Journal.Tests;

public sealed class SqliteCrashTests : CrashTests
{
    private readonly SqliteFixture _fixture = new();

    protected override IStoreFixture Fixture => _fixture;

    protected override void ShouldBeWhole(string round) => _fixture.Scalar("PRAGMA integrity_check").ShouldBe("ok", round);
}
