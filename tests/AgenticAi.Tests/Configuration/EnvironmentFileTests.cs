using AgenticAi.Configuration;
using FsCheck;
using FsCheck.Fluent;

namespace AgenticAi.Tests.Configuration;

public class EnvironmentFileTests
{
    [Theory]
    [InlineData("A=b", "b")]
    [InlineData("A=", "")]
    [InlineData("  A = b  ", "b")]
    [InlineData("export A=b", "b")]
    [InlineData("export   A=b", "b")]
    [InlineData("\uFEFFA=b", "b")]
    [InlineData("A=b\r\n", "b")]
    [InlineData("A=b c", "b c")]
    [InlineData("A=b=c", "b=c")]
    [InlineData("A=b#c", "b#c")]
    [InlineData("A=b # c", "b")]
    [InlineData("A= # c", "")]
    [InlineData("A=#c", "#c")]
    [InlineData("A=\"b # c\"", "b # c")]
    [InlineData("A=\"b\" # c", "b")]
    [InlineData("A=\" b \"", " b ")]
    [InlineData("A=\"b\\n\\t\\r\\\"\\\\\\q\"", "b\n\t\r\"\\\\q")]
    [InlineData("A='b\\n\"#'", "b\\n\"#")]
    [InlineData("A=''", "")]
    [InlineData("A=it's", "it's")]
    [InlineData("# A=c\nA=b\n\n   # A=d", "b")]
    public void A_line_gives_a_variable(string text, string expected)
    {
        EnvironmentFile file = EnvironmentFile.Parse(text, ".env");
        file.Errors.ShouldBeEmpty();
        file.Names.ShouldBe(["A"]);
        file["A"].ShouldBe(expected);
        file["B"].ShouldBeNull();
    }

    [Theory]
    [InlineData("secret", ".env:2: the line is not NAME=value: a name has letters, digits and underscores")]
    [InlineData("=secret", ".env:2: the line is not NAME=value: a name has letters, digits and underscores")]
    [InlineData("1A=secret", ".env:2: the line is not NAME=value: a name has letters, digits and underscores")]
    [InlineData("A: secret", ".env:2: the line is not NAME=value: a name has letters, digits and underscores")]
    [InlineData("A=\"secret", ".env:2: A: the closing \" is missing: a value ends on its line")]
    [InlineData("A='secret\"", ".env:2: A: the closing ' is missing: a value ends on its line")]
    [InlineData("A=\"secret\\\"", ".env:2: A: the closing \" is missing: a value ends on its line")]
    [InlineData("A='x' secret", ".env:2: A: text follows the closing quote: only a comment may")]
    public void A_line_that_is_not_understood_is_an_error_without_its_content(string line, string expected)
    {
        EnvironmentFile file = EnvironmentFile.Parse("X=1\n" + line + "\nY=2", ".env");
        file.Errors.ShouldHaveSingleItem().ToString().ShouldBe(expected);
        file.Names.ShouldBe(["X", "Y"], ignoreOrder: true);
    }

    [Fact]
    public void The_last_line_for_a_name_wins_with_a_warning()
    {
        EnvironmentFile file = EnvironmentFile.Parse("A=1\nB=2\nA=3", ".env");
        file["A"].ShouldBe("3");
        file.Warnings.ShouldHaveSingleItem().ToString().ShouldBe(".env:3: A: is set again: this line wins over line 1");
    }

    [Fact]
    public void Any_value_written_in_double_quotes_comes_back() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string?>(), value =>
        {
            string quoted = (value ?? "").Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
                .Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal);
            EnvironmentFile file = EnvironmentFile.Parse($"# first\nA=\"{quoted}\" # last\nB=2\n", ".env");
            return file["A"] == (value ?? "") && file["B"] == "2" && !file.Errors.Any();
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Each_line_of_garbage_is_a_variable_a_comment_or_an_error()
    {
        Gen<string> line = Gen.Elements("A", "=", "'", "\"", "\\", "#", " ", "export ", "é", "\t", "\0", "1")
            .ArrayOf().Select(string.Concat);
        Prop.ForAll(line.ToArbitrary(), garbage =>
        {
            EnvironmentFile file = EnvironmentFile.Parse(garbage, ".env");
            bool isBlank = garbage.Trim().Length == 0 || garbage.Trim()[0] == '#';
            return file.Errors.Count() + file.Names.Count == (isBlank ? 0 : 1);
        }).QuickCheckThrowOnFailure();
    }
}
