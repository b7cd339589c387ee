namespace Etalon.Operators.Datacubes;

/// <summary>Makes one number of a run of elements.</summary>
internal unsafe interface IRunFold<T, out TOut>
    where T : unmanaged
    where TOut : unmanaged
{
    /// <summary>The number; what is missing if all elements are.</summary>
    TOut Fold(T* run, int length);
}
