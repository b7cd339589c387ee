using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Etalon.Operators.Datacubes;

/// <summary>The steps that take one processor instruction or a few.</summary>
internal static unsafe class VectorSteps
{
    /// <summary>Runs a step over a padded strip.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sweep<T, TStep>(Strip<T> a, Strip<T> b, Strip<T> c, T* target, int length)
        where T : unmanaged
        where TStep : struct, IVectorStep<T>
    {
        var pa = a.Data;
        var pb = b.Data;
        var pc = c.Data;
        for (var i = 0; i < length; i += Vector512<T>.Count)
        {
            TStep.Run(Vector512.Load(pa), Vector512.Load(pb), Vector512.Load(pc)).Store(target + i);
            pa += a.Step;
            pb += b.Step;
            pc += c.Step;
        }
    }

    /// <summary>1 where the mask holds, 0 elsewhere, missing where a or b is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Truth<T>(Vector512<T> mask, Vector512<T> a, Vector512<T> b)
        where T : unmanaged, INumber<T>
    {
        var known = Vector512.Equals(a, a) & Vector512.Equals(b, b);
        return Vector512.ConditionalSelect(known, mask & Vector512.Create(T.One), a + b);
    }

    internal readonly struct Add<T> : IVectorStep<T>
        where T : unmanaged
    {
        public static Vector512<T> Run(Vector512<T> a, Vector512<T> b, Vector512<T> c) => a + b;
    }

    internal readonly struct Subtract<T> : IVectorStep<T>
        where T : unmanaged
    {
        public static Vector512<T> Run(Vector512<T> a, Vector512<T> b, Vector512<T> c) => a - b;
    }

    internal readonly struct Multiply<T> : IVectorStep<T>
        where T : unmanaged
    {
        public static Vector512<T> Run(Vector512<T> a, Vector512<T> b, Vector512<T> c) => a * b;
    }

    internal readonly struct Divide<T> : IVectorStep<T>
        where T : unmanaged
    {
        public static Vector512<T> Run(Vector512<T> a, Vector512<T> b, Vector512<T> c) => a / b;
    }

    internal readonly struct Negate<T> : IVectorStep<T>
        where T : unmanaged
    {
        public static Vector512<T> Run(Vector512<T> a, Vector512<T> b, Vector512<T> c) => -a;
    }

    internal readonly struct Abs<T> : IVectorStep<T>
        where T : unmanaged
    {
        public static Vector512<T> Run(Vector512<T> a, Vector512<T> b, Vector512<T> c) => Vector512.Abs(a);
    }

    internal readonly struct Sqrt<T> : IVectorStep<T>
        where T : unmanaged
    {
        public static Vector512<T> Run(Vector512<T> a, Vector512<T> b, Vector512<T> c) => Vector512.Sqrt(a);
    }

    internal readonly struct Min<T> : IVectorStep<T>
        where T : unmanaged
    {
        public static Vector512<T> Run(Vector512<T> a, Vector512<T> b, Vector512<T> c) => Vector512.Min(a, b);
    }

    internal readonly struct Max<T> : IVectorStep<T>
        where T : unmanaged
    {
        public static Vector512<T> Run(Vector512<T> a, Vector512<T> b, Vector512<T> c) => Vector512.Max(a, b);
    }

    internal readonly struct Less<T> : IVectorStep<T>
        where T : unmanaged, INumber<T>
    {
        public static Vector512<T> Run(Vector512<T> a, Vector512<T> b, Vector512<T> c) => Truth(Vector512.LessThan(a, b), a, b);
    }

    internal readonly struct LessOrEqual<T> : IVectorStep<T>
        where T : unmanaged, INumber<T>
    {
        public static Vector512<T> Run(Vector512<T> a, Vector512<T> b, Vector512<T> c) => Truth(Vector512.LessThanOrEqual(a, b), a, b);
    }

    internal readonly struct Equal<T> : IVectorStep<T>
        where T : unmanaged, INumber<T>
    {
        public static Vector512<T> Run(Vector512<T> a, Vector512<T> b, Vector512<T> c) => Truth(Vector512.Equals(a, b), a, b);
    }

    internal readonly struct NotEqual<T> : IVectorStep<T>
        where T : unmanaged, INumber<T>
    {
        public static Vector512<T> Run(Vector512<T> a, Vector512<T> b, Vector512<T> c) => Truth(~Vector512.Equals(a, b), a, b);
    }

    internal readonly struct Not<T> : IVectorStep<T>
        where T : unmanaged, INumber<T>
    {
        public static Vector512<T> Run(Vector512<T> a, Vector512<T> b, Vector512<T> c) => Truth(Vector512.Equals(a, Vector512<T>.Zero), a, a);
    }

    internal readonly struct Sign<T> : IVectorStep<T>
        where T : unmanaged, INumber<T>
    {
        public static Vector512<T> Run(Vector512<T> a, Vector512<T> b, Vector512<T> c)
        {
            var one = Vector512.Create(T.One);
            var sign = (Vector512.GreaterThan(a, Vector512<T>.Zero) & one) - (Vector512.LessThan(a, Vector512<T>.Zero) & one);
            return Vector512.ConditionalSelect(Vector512.Equals(a, a), sign, a);
        }
    }

    internal readonly struct IsMissing<T> : IVectorStep<T>
        where T : unmanaged, INumber<T>
    {
        public static Vector512<T> Run(Vector512<T> a, Vector512<T> b, Vector512<T> c) => ~Vector512.Equals(a, a) & Vector512.Create(T.One);
    }

    internal readonly struct And<T> : IVectorStep<T>
        where T : unmanaged, INumber<T>
    {
        public static Vector512<T> Run(Vector512<T> a, Vector512<T> b, Vector512<T> c)
        {
            var never = Vector512.Equals(a, Vector512<T>.Zero) | Vector512.Equals(b, Vector512<T>.Zero);
            return Vector512.ConditionalSelect(never, Vector512<T>.Zero, Truth(Vector512<T>.AllBitsSet, a, b));
        }
    }

    internal readonly struct Or<T> : IVectorStep<T>
        where T : unmanaged, INumber<T>
    {
        public static Vector512<T> Run(Vector512<T> a, Vector512<T> b, Vector512<T> c)
        {
            var certain = (~Vector512.Equals(a, Vector512<T>.Zero) & Vector512.Equals(a, a)) | (~Vector512.Equals(b, Vector512<T>.Zero) & Vector512.Equals(b, b));
            return Vector512.ConditionalSelect(certain, Vector512.Create(T.One), Truth(Vector512<T>.Zero, a, b));
        }
    }

    internal readonly struct FillMissing<T> : IVectorStep<T>
        where T : unmanaged
    {
        public static Vector512<T> Run(Vector512<T> a, Vector512<T> b, Vector512<T> c) => Vector512.ConditionalSelect(Vector512.Equals(a, a), a, b);
    }

    internal readonly struct Where<T> : IVectorStep<T>
        where T : unmanaged
    {
        public static Vector512<T> Run(Vector512<T> a, Vector512<T> b, Vector512<T> c)
        {
            var chosen = Vector512.ConditionalSelect(Vector512.Equals(a, Vector512<T>.Zero), c, b);
            return Vector512.ConditionalSelect(Vector512.Equals(a, a), chosen, a);
        }
    }
}
