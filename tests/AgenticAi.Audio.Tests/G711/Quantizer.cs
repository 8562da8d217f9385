namespace AgenticAi.Audio.Tests.G711;

/// <summary>
/// A law as the tables of the recommendation state it: the decision values x(0) to x(128) of one polarity, in ascending order, with the
/// quantized values halfway between neighbours. Built from the number and width of the steps in each row of the table.
/// </summary>
internal sealed class Quantizer
{
    private readonly List<int> _decisions = [0];
    private readonly int _scale;

    /// <param name="scale">What one unit of the recommendation's scale is on the 16-bit scale.</param>
    /// <param name="rows">Steps and their width, in units of the recommendation.</param>
    public Quantizer(int scale, params (int Steps, int Width)[] rows)
    {
        _scale = scale;
        foreach ((int steps, int width) in rows)
        {
            for (int i = 0; i < steps; i++) _decisions.Add(_decisions[^1] + width);
        }

        _decisions.Count.ShouldBe(129);
    }

    public int Step(int number) => (_decisions[number + 1] - _decisions[number]) * _scale;

    /// <summary>The middle of an interval, 16-bit.</summary>
    public int Value(int number) => (_decisions[number] + _decisions[number + 1]) * _scale / 2;

    /// <summary>
    /// Number of the interval, 0 to 127, counted from zero outwards; beyond the last decision value it stays the last. A value on the
    /// edge belongs to the interval above it.
    /// </summary>
    public int Number(int sample)
    {
        int number = 0;
        if (sample >= 0) while (number < 127 && sample >= _decisions[number + 1] * _scale) number++;
        else while (number < 127 && sample < -_decisions[number + 1] * _scale) number++;
        return number;
    }
}
