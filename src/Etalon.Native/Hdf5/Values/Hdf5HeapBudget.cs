using System.Runtime.InteropServices;

namespace Etalon.Native;

/// <summary>
/// Memory for texts and sequences of any length, up to a number of bytes. A file can let each of its elements point to the same long
/// text, and the library makes a copy for each. What a failed reading leaves behind is given back when this is disposed of.
/// </summary>
/// <param name="mostBytes">The most bytes for one reading.</param>
public sealed unsafe class Hdf5HeapBudget(long mostBytes) : IDisposable
{
    private readonly Dictionary<nint, nint> _blocks = [];
    private long _left = mostBytes;

    /// <summary>Whether more was asked for than there is.</summary>
    public bool IsSpent { get; private set; }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var block in _blocks.Keys)
        {
            NativeMemory.Free((void*)block);
        }

        _blocks.Clear();
    }

    /// <summary>A property list for a reading that takes its memory from here. Called inside the lock; the handle lives longer than the list.</summary>
    internal static Hdf5Id List(GCHandle budget)
    {
        var list = new Hdf5Id(H5P.Create(Hdf5Constants.Transfer), "H5Pcreate");
        var with = (void*)GCHandle.ToIntPtr(budget);
        Hdf5Error.Check(H5P.SetHeapMemory(list.Value, &Allocate, with, &Free, with), "H5Pset_vlen_mem_manager");
        return list;
    }

    [UnmanagedCallersOnly]
    private static void* Allocate(nint bytes, void* with)
    {
        var budget = (Hdf5HeapBudget)GCHandle.FromIntPtr((nint)with).Target!;
        if (bytes < 0 || bytes > budget._left)
        {
            budget.IsSpent = true;
            return null;
        }

        var block = NativeMemory.AllocZeroed((nuint)Math.Max(1, bytes));
        budget._left -= bytes;
        budget._blocks[(nint)block] = bytes;
        return block;
    }

    [UnmanagedCallersOnly]
    private static void Free(void* memory, void* with)
    {
        var budget = (Hdf5HeapBudget)GCHandle.FromIntPtr((nint)with).Target!;
        if (budget._blocks.Remove((nint)memory, out var bytes))
        {
            budget._left += bytes;
            NativeMemory.Free(memory);
        }
    }
}
