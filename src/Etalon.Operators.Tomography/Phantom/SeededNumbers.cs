namespace Etalon.Operators.Tomography;

/// <summary>Random numbers of one stream, one after the other.</summary>
internal sealed class SeededNumbers(long seed, PhantomStream stream)
{
    private readonly SeededWords _words = new(seed);
    private long _next;

    /// <summary>The next number between two.</summary>
    public double Next(double low, double high) => low + ((high - low) * _words.Uniform(stream, _next++));
}
