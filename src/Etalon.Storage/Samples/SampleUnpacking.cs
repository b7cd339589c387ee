using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>Applies a <see cref="SampleRule"/> to a packed stretch of samples.</summary>
/// <remarks>
/// Unpacking works in double precision, 1024 samples at a time in the first-level cache: product and sum are rounded one after the
/// other as numpy does, so that results agree bit for bit where the result is float64.
/// </remarks>
internal static unsafe class SampleUnpacking
{
    private const int BlockSamples = 1024;

    /// <summary>Whether the result can be made in the memory of the stored samples.</summary>
    public static bool WorksInPlace(SampleRule rule) => !rule.IsPacked;

    /// <summary>Marks missing samples where they are: NaN in floats, <see cref="SampleRule.Missing"/> in integers.</summary>
    public static void MarkInPlace(SampleRule rule, byte* samples, long count)
    {
        if (rule.IsIdentity)
        {
            return;
        }

        switch (rule.Stored)
        {
            case SampleType.Float16: MarkHalves(rule, new Span<Half>(samples, checked((int)count))); break;
            case SampleType.Float32: MarkFloats(rule, (float*)samples, count); break;
            case SampleType.Float64: MarkFloats(rule, (double*)samples, count); break;
            case SampleType.Int8: MarkIntegers(rule, (sbyte*)samples, count); break;
            case SampleType.UInt8: MarkIntegers(rule, samples, count); break;
            case SampleType.Int16: MarkIntegers(rule, (short*)samples, count); break;
            case SampleType.UInt16: MarkIntegers(rule, (ushort*)samples, count); break;
            case SampleType.Int32: MarkIntegers(rule, (int*)samples, count); break;
            case SampleType.UInt32: MarkIntegers(rule, (uint*)samples, count); break;
            case SampleType.Int64: MarkIntegers(rule, (long*)samples, count); break;
            case SampleType.UInt64: MarkIntegers(rule, (ulong*)samples, count); break;
            default: break;
        }
    }

    /// <summary>Unpacks from one place to another.</summary>
    public static void Unpack(SampleRule rule, byte* stored, byte* seen, long count)
    {
        switch (rule.Stored)
        {
            case SampleType.Float16: UnpackAs(rule, (Half*)stored, seen, count); break;
            case SampleType.Float32: UnpackAs(rule, (float*)stored, seen, count); break;
            case SampleType.Float64: UnpackAs(rule, (double*)stored, seen, count); break;
            case SampleType.Int8: UnpackAs(rule, (sbyte*)stored, seen, count); break;
            case SampleType.UInt8: UnpackAs(rule, stored, seen, count); break;
            case SampleType.Int16: UnpackAs(rule, (short*)stored, seen, count); break;
            case SampleType.UInt16: UnpackAs(rule, (ushort*)stored, seen, count); break;
            case SampleType.Int32: UnpackAs(rule, (int*)stored, seen, count); break;
            case SampleType.UInt32: UnpackAs(rule, (uint*)stored, seen, count); break;
            case SampleType.Int64: UnpackAs(rule, (long*)stored, seen, count); break;
            case SampleType.UInt64: UnpackAs(rule, (ulong*)stored, seen, count); break;
            default: throw new NotSupportedException($"{rule.Stored.Name()} cannot be packed.");
        }
    }

    private static void UnpackAs<T>(SampleRule rule, T* stored, byte* seen, long count)
        where T : unmanaged, INumberBase<T>
    {
        var block = stackalloc double[BlockSamples];
        double[] missing = rule.Stored.IsInteger()
            ? [.. rule.MissingIntegers.Select(value => (double)value)]
            : [.. rule.MissingFloats];
        for (var done = 0L; done < count; done += BlockSamples)
        {
            var length = (int)Math.Min(BlockSamples, count - done);
            var values = new Span<double>(block, length);
            TensorPrimitives.ConvertTruncating(new ReadOnlySpan<T>(stored + done, length), values);
            if (missing.Length > 0 || rule.HasRange)
            {
                Mark(block, length, missing, rule.Low, rule.High);
            }

            if (rule.Scale != 1)
            {
                TensorPrimitives.Multiply(values, rule.Scale, values);
            }

            if (rule.Offset != 0)
            {
                TensorPrimitives.Add(values, rule.Offset, values);
            }

            if (rule.Seen == SampleType.Float32)
            {
                TensorPrimitives.ConvertTruncating<double, float>(values, new Span<float>((float*)seen + done, length));
            }
            else
            {
                values.CopyTo(new Span<double>((double*)seen + done, length));
            }
        }
    }

    /// <summary>There are no vectors of halves.</summary>
    private static void MarkHalves(SampleRule rule, Span<Half> samples)
    {
        foreach (ref var sample in samples)
        {
            var value = (double)sample;
            sample = value >= rule.Low && value <= rule.High && !rule.MissingFloats.Contains(value) ? sample : Half.NaN;
        }
    }

    private static void MarkFloats<T>(SampleRule rule, T* samples, long count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] missing = [.. rule.MissingFloats.Select(T.CreateTruncating)];
        Mark(samples, count, missing, T.CreateTruncating(rule.Low), T.CreateTruncating(rule.High));
    }

    private static void Mark<T>(T* samples, long count, T[] missing, T low, T high)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var i = 0L;
        var lanes = Vector512<T>.Count;
        var nan = Vector512.Create(T.NaN);
        for (; Vector512.IsHardwareAccelerated && i + lanes <= count; i += lanes)
        {
            var value = Vector512.Load(samples + i);

            // NaN compares false with both ends, so it turns into NaN once more.
            var good = Vector512.GreaterThanOrEqual(value, Vector512.Create(low))
                & Vector512.LessThanOrEqual(value, Vector512.Create(high));
            foreach (var one in missing)
            {
                good = Vector512.AndNot(good, Vector512.Equals(value, Vector512.Create(one)));
            }

            Vector512.ConditionalSelect(good, value, nan).Store(samples + i);
        }

        for (; i < count; i++)
        {
            if (!(samples[i] >= low && samples[i] <= high) || Array.IndexOf(missing, samples[i]) >= 0)
            {
                samples[i] = T.NaN;
            }
        }
    }

    private static void MarkIntegers<T>(SampleRule rule, T* samples, long count)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        T[] missing = [.. rule.MissingIntegers.Select(T.CreateTruncating)];
        var mark = T.CreateTruncating(rule.Missing ?? 0);
        var low = double.IsNegativeInfinity(rule.Low) ? T.MinValue : T.CreateSaturating(Math.Ceiling(rule.Low));
        var high = double.IsPositiveInfinity(rule.High) ? T.MaxValue : T.CreateSaturating(Math.Floor(rule.High));
        var i = 0L;
        var lanes = Vector512<T>.Count;
        for (; Vector512.IsHardwareAccelerated && i + lanes <= count; i += lanes)
        {
            var value = Vector512.Load(samples + i);
            var good = Vector512.GreaterThanOrEqual(value, Vector512.Create(low))
                & Vector512.LessThanOrEqual(value, Vector512.Create(high));
            foreach (var one in missing)
            {
                good = Vector512.AndNot(good, Vector512.Equals(value, Vector512.Create(one)));
            }

            Vector512.ConditionalSelect(good, value, Vector512.Create(mark)).Store(samples + i);
        }

        for (; i < count; i++)
        {
            if (samples[i] < low || samples[i] > high || Array.IndexOf(missing, samples[i]) >= 0)
            {
                samples[i] = mark;
            }
        }
    }
}
