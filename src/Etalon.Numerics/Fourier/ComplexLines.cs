using Etalon.Native;

namespace Etalon.Numerics;

/// <summary>Transforms lines of complex numbers in place. One line always gives the same bits, whichever lines are beside it.</summary>
/// <param name="length">Complex numbers in a line.</param>
/// <param name="forward">exp(-2πi…); otherwise exp(+2πi…). Neither divides by the length.</param>
public sealed unsafe class ComplexLines(int length, bool forward) : IDisposable
{
    private readonly FftwPlan _plan = new(length, forward ? FftwKind.Forward : FftwKind.Backward, inPlace: true);

    /// <summary>Complex numbers in a line.</summary>
    public int Length => length;

    /// <summary>Floats from one line to the next, so that every line is aligned.</summary>
    public static int Pitch(int length) => ((2 * length) + 15) & ~15;

    /// <summary>Transforms a line that begins at a multiple of 64 bytes.</summary>
    public void Run(float* line) => _plan.Execute(line, line);

    /// <summary>Transforms lines.</summary>
    /// <param name="lines">The first; at a multiple of 64 bytes.</param>
    /// <param name="count">How many.</param>
    /// <param name="pitch">Floats from one to the next, a multiple of 16.</param>
    public void Run(float* lines, int count, long pitch)
    {
        for (var i = 0; i < count; i++)
        {
            Run(lines + (i * pitch));
        }
    }

    /// <inheritdoc />
    public void Dispose() => _plan.Dispose();
}
