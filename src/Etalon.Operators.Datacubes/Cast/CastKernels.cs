using System.Numerics;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Finds the kernel for a pair of sample types.</summary>
internal static class CastKernels
{
    public static IMapKernel Make(CastRule rule) => rule.Input.Type switch
    {
        _ when rule.Input.Type == rule.Output.Type && !rule.IsScaled && rule.Input.Missing == rule.Output.Missing => new SameSamplesKernel(),
        SampleType.Int8 => Make<sbyte>(rule),
        SampleType.UInt8 => Make<byte>(rule),
        SampleType.Int16 => Make<short>(rule),
        SampleType.UInt16 => Make<ushort>(rule),
        SampleType.Int32 => Make<int>(rule),
        SampleType.UInt32 => Make<uint>(rule),
        SampleType.Int64 => Make<long>(rule),
        SampleType.UInt64 => Make<ulong>(rule),
        SampleType.Float16 => Make<Half>(rule),
        SampleType.Float32 => Make<float>(rule),
        _ => Make<double>(rule),
    };

    private static IMapKernel Make<TIn>(CastRule rule)
        where TIn : unmanaged, INumber<TIn> => rule.Output.Type switch
        {
            SampleType.Int8 => MakeInteger<TIn, sbyte>(rule),
            SampleType.UInt8 => MakeInteger<TIn, byte>(rule),
            SampleType.Int16 => MakeInteger<TIn, short>(rule),
            SampleType.UInt16 => MakeInteger<TIn, ushort>(rule),
            SampleType.Int32 => MakeInteger<TIn, int>(rule),
            SampleType.UInt32 => MakeInteger<TIn, uint>(rule),
            SampleType.Int64 => MakeInteger<TIn, long>(rule),
            SampleType.UInt64 => MakeInteger<TIn, ulong>(rule),
            SampleType.Float16 => new CastToFloatKernel<TIn, Half>(rule),
            SampleType.Float32 => new CastToFloatKernel<TIn, float>(rule),
            SampleType.Float64 => new CastToFloatKernel<TIn, double>(rule),
            _ => new CastToComplexKernel<TIn>(rule),
        };

    private static IMapKernel MakeInteger<TIn, TOut>(CastRule rule)
        where TIn : unmanaged, INumber<TIn>
        where TOut : unmanaged, IBinaryInteger<TOut>, IMinMaxValue<TOut> =>
        rule.Input.Type.IsInteger() && !rule.IsScaled
            ? new CastIntegerKernel<TIn, TOut>(rule)
            : new CastToIntegerKernel<TIn, TOut>(rule);
}
