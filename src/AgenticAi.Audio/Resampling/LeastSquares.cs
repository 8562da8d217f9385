namespace AgenticAi.Audio.Resampling;

/// <summary>Weighted linear least squares by the normal equations and their Cholesky factor: enough for two dozen unknowns.</summary>
internal static class LeastSquares
{
    /// <summary>The x for which the sum of weight·(row·x − wanted)² is least.</summary>
    public static double[] Solve(double[][] rows, double[] wanted, double[] weights)
    {
        int unknowns = rows[0].Length;
        var matrix = new double[unknowns, unknowns];
        var x = new double[unknowns];
        for (int r = 0; r < rows.Length; r++)
        {
            for (int i = 0; i < unknowns; i++)
            {
                double weighted = weights[r] * rows[r][i];
                x[i] += weighted * wanted[r];
                for (int j = 0; j <= i; j++) matrix[i, j] += weighted * rows[r][j];
            }
        }

        Factor(matrix);
        Substitute(matrix, x);
        return x;
    }

    private static void Factor(double[,] matrix)
    {
        for (int i = 0; i < matrix.GetLength(0); i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double rest = matrix[i, j];
                for (int k = 0; k < j; k++) rest -= matrix[i, k] * matrix[j, k];
                matrix[i, j] = i == j ? Math.Sqrt(rest) : rest / matrix[j, j];
            }
        }
    }

    private static void Substitute(double[,] factor, double[] x)
    {
        for (int i = 0; i < x.Length; i++)
        {
            for (int k = 0; k < i; k++) x[i] -= factor[i, k] * x[k];
            x[i] /= factor[i, i];
        }

        for (int i = x.Length - 1; i >= 0; i--)
        {
            for (int k = i + 1; k < x.Length; k++) x[i] -= factor[k, i] * x[k];
            x[i] /= factor[i, i];
        }
    }
}
