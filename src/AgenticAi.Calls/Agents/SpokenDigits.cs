namespace AgenticAi.Calls.Agents;

/// <summary>Digits in what somebody said: "one two three four", "12 34", "double five". Words that are no digits stand for nothing.</summary>
internal static class SpokenDigits
{
    private static readonly Dictionary<string, char> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["zero"] = '0',
        ["oh"] = '0',
        ["o"] = '0',
        ["nought"] = '0',
        ["one"] = '1',
        ["two"] = '2',
        ["three"] = '3',
        ["four"] = '4',
        ["five"] = '5',
        ["six"] = '6',
        ["seven"] = '7',
        ["eight"] = '8',
        ["nine"] = '9',
    };

    /// <summary>The digits in the order in which they were said.</summary>
    public static string In(string text)
    {
        var digits = new System.Text.StringBuilder();
        int times = 1;
        foreach (string word in text.Split([' ', ',', '.', '-', '!', '?', ';', ':'], StringSplitOptions.RemoveEmptyEntries))
        {
            string said = Names.TryGetValue(word, out char digit) ? digit.ToString() : string.Concat(word.Where(char.IsAsciiDigit));
            for (int i = 0; i < times; i++) digits.Append(said);
            times = word.ToLowerInvariant() switch
            {
                "double" => 2,
                "triple" => 3,
                _ => 1,
            };
        }

        return digits.ToString();
    }
}
