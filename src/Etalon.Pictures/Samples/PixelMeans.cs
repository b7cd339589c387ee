namespace Etalon.Pictures;

/// <summary>Makes few numbers of many samples: each is the mean of the known samples that share its place.</summary>
/// <remarks>Where a picture is larger than its samples there is one number for each of them; it is enlarged when it is drawn.</remarks>
public sealed class PixelMeans
{
    private readonly double[] _sums;
    private readonly int[] _counts;
    private readonly int[] _places;
    private readonly long _rows;

    /// <summary>Nothing is known yet.</summary>
    /// <param name="rows">Rows of samples.</param>
    /// <param name="columns">Samples in a row.</param>
    /// <param name="height">Pixels from top to bottom.</param>
    /// <param name="width">Pixels from left to right.</param>
    public PixelMeans(long rows, long columns, int height, int width)
    {
        _rows = rows;
        Height = (int)Math.Min(rows, height);
        Width = (int)Math.Min(columns, width);
        _sums = new double[Height * Width];
        _counts = new int[Height * Width];
        _places = new int[columns];
        for (var i = 0L; i < columns; i++)
        {
            _places[i] = Place(i, columns, Width);
        }
    }

    /// <summary>Numbers in a row; at most as many as samples.</summary>
    public int Width { get; }

    /// <summary>Rows of numbers.</summary>
    public int Height { get; }

    /// <summary>Adds whole rows of samples, NaN where they are missing. Rows come from the first to the last.</summary>
    public void Add(long firstRow, ReadOnlySpan<double> samples)
    {
        for (var row = 0; row * _places.Length < samples.Length; row++)
        {
            var line = samples.Slice(row * _places.Length, _places.Length);
            var target = Place(firstRow + row, _rows, Height) * Width;
            for (var i = 0; i < line.Length; i++)
            {
                if (!double.IsNaN(line[i]))
                {
                    _sums[target + _places[i]] += line[i];
                    _counts[target + _places[i]]++;
                }
            }
        }
    }

    /// <summary>The means row by row; NaN where nothing is known.</summary>
    public double[] Finish()
    {
        for (var i = 0; i < _sums.Length; i++)
        {
            _sums[i] = _counts[i] == 0 ? double.NaN : _sums[i] / _counts[i];
        }

        return _sums;
    }

    /// <summary>Place j has the samples from floor(j n / p) up to floor((j + 1) n / p), of n samples on p places.</summary>
    private static int Place(long sample, long samples, int places) => (int)((((sample + 1) * places) - 1) / samples);
}
