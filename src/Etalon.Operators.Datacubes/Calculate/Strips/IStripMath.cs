namespace Etalon.Operators.Datacubes;

/// <summary>Runs one step over one padded strip.</summary>
internal unsafe interface IStripMath<T>
    where T : unmanaged
{
    /// <summary>Runs the step; false if a whole number overflowed somewhere in the strip.</summary>
    bool Run(CalculateOp op, Strip<T> a, Strip<T> b, Strip<T> c, T* target, int length);
}
