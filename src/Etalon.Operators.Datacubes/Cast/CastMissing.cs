using System.Numerics;

namespace Etalon.Operators.Datacubes;

/// <summary>Clipping must not turn a value into a missing one.</summary>
internal static class CastMissing
{
    /// <summary>The value next to the one that stands for missing samples, towards zero.</summary>
    public static T Beside<T>(T missing)
        where T : IBinaryInteger<T> => missing > T.Zero ? missing - T.One : missing + T.One;
}
