namespace Etalon.Operators.Datacubes;

/// <summary>The random words of one call in an expression.</summary>
/// <param name="Seed">The seed of the expression.</param>
/// <param name="Call">How many calls came before; the first has the words of the operator <c>random</c>.</param>
internal readonly record struct RandomStream(long Seed, int Call)
{
    /// <summary>The key of the generator. Streams of neighbouring calls lie far apart (2^64 over the golden ratio).</summary>
    public ulong Key => unchecked((ulong)Seed + ((ulong)Call * 0x9E37_79B9_7F4A_7C15));
}
