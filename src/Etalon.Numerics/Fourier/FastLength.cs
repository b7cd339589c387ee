namespace Etalon.Numerics;

/// <summary>Lengths that transform fast: products of small primes.</summary>
public static class FastLength
{
    private static readonly int[] Primes = [2, 3, 5, 7];

    /// <summary>The smallest product of 2, 3, 5 and 7 that is at least so large and a multiple of a number.</summary>
    /// <param name="least">What is needed.</param>
    /// <param name="multiple">What the length must be divisible by.</param>
    public static int AtLeast(int least, int multiple = 2)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(multiple, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(least, 1 << 30);
        var length = checked((Math.Max(least, 1) + multiple - 1) / multiple * multiple);
        while (!IsFast(length))
        {
            length += multiple;
        }

        return length;
    }

    private static bool IsFast(int length)
    {
        foreach (var prime in Primes)
        {
            while (length % prime == 0)
            {
                length /= prime;
            }
        }

        return length == 1;
    }
}
