using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Etalon.Numerics;

namespace Etalon.Operators.Datacubes;

/// <summary>Steps that compute functions of <c>Etalon.Numerics</c>, always in float64: a float32 result is rounded once.</summary>
internal static class VectorFunctions
{
    /// <summary>A function of one or two numbers, lane by lane.</summary>
    internal interface IFunction
    {
        static abstract Vector512<double> Of(Vector512<double> a, Vector512<double> b);
    }

    /// <summary>The function as a step for float32 and float64.</summary>
    internal readonly struct Step<T, TFunction> : IVectorStep<T>
        where T : unmanaged
        where TFunction : struct, IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<T> Run(Vector512<T> a, Vector512<T> b, Vector512<T> c)
        {
            if (typeof(T) == typeof(double))
            {
                return TFunction.Of(a.As<T, double>(), b.As<T, double>()).As<double, T>();
            }

            var (lowA, highA) = Vector512.Widen(a.As<T, float>());
            var (lowB, highB) = Vector512.Widen(b.As<T, float>());
            return Vector512.Narrow(TFunction.Of(lowA, lowB), TFunction.Of(highA, highB)).As<float, T>();
        }
    }

    internal readonly struct Exp : IFunction
    {
        public static Vector512<double> Of(Vector512<double> a, Vector512<double> b) => VectorExp.Of(a);
    }

    internal readonly struct Log : IFunction
    {
        public static Vector512<double> Of(Vector512<double> a, Vector512<double> b) => VectorLog.Of(a);
    }

    internal readonly struct Sin : IFunction
    {
        public static Vector512<double> Of(Vector512<double> a, Vector512<double> b) => VectorTrigonometry.Sin(a);
    }

    internal readonly struct Cos : IFunction
    {
        public static Vector512<double> Of(Vector512<double> a, Vector512<double> b) => VectorTrigonometry.Cos(a);
    }

    internal readonly struct Power : IFunction
    {
        public static Vector512<double> Of(Vector512<double> a, Vector512<double> b) => VectorPower.Of(a, b);
    }

    /// <summary>For float32 only: in float64 it would miss whole results (log2 of 8) by a bit.</summary>
    internal readonly struct Log2 : IFunction
    {
        public static Vector512<double> Of(Vector512<double> a, Vector512<double> b) => VectorLog.Of(a) * Vector512.Create(1.4426950408889634);
    }

    /// <summary>For float32 only, as <see cref="Log2"/>.</summary>
    internal readonly struct Log10 : IFunction
    {
        public static Vector512<double> Of(Vector512<double> a, Vector512<double> b) => VectorLog.Of(a) * Vector512.Create(0.4342944819032518);
    }

    /// <summary>For float32 only: the quotient is 2 ulp of float64 off.</summary>
    internal readonly struct Tan : IFunction
    {
        public static Vector512<double> Of(Vector512<double> a, Vector512<double> b) => VectorTrigonometry.Sin(a) / VectorTrigonometry.Cos(a);
    }
}
