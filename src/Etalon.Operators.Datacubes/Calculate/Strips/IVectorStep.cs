using System.Runtime.Intrinsics;

namespace Etalon.Operators.Datacubes;

/// <summary>A step that works on vectors, lane by lane.</summary>
internal interface IVectorStep<T>
    where T : unmanaged
{
    static abstract Vector512<T> Run(Vector512<T> a, Vector512<T> b, Vector512<T> c);
}
