using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Loads the real part, the imaginary part or the absolute value of complex samples.</summary>
internal sealed unsafe class ComplexLoader<T>(InputPart part) : StripLoader<T>
    where T : unmanaged
{
    private readonly Complex64[] _raw = GC.AllocateUninitializedArray<Complex64>(Strip<T>.Samples, pinned: true);

    /// <inheritdoc />
    public override bool IsPlain => false;

    /// <inheritdoc />
    public override bool Load(BroadcastAxes axes, byte* block, long first, T* target, int count)
    {
        fixed (Complex64* raw = _raw)
        {
            axes.Gather((Complex64*)block, first, raw, count);
            for (var i = 0; i < count; i++)
            {
                var value = Part(raw[i]);
                if (typeof(T) == typeof(float))
                {
                    ((float*)target)[i] = (float)value;
                }
                else
                {
                    ((double*)target)[i] = value;
                }
            }
        }

        return true;
    }

    /// <summary>Squares of float32 neither overflow nor vanish in float64, so the plain formula is safe.</summary>
    private double Part(Complex64 sample) => part switch
    {
        InputPart.Real => sample.Real,
        InputPart.Imaginary => sample.Imaginary,
        _ => Math.Sqrt(((double)sample.Real * sample.Real) + ((double)sample.Imaginary * sample.Imaginary)),
    };
}
