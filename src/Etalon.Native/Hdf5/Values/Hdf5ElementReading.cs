using System.Runtime.InteropServices;

namespace Etalon.Native;

/// <summary>Reads elements of any type into one buffer, shows them, and gives back what they point to. Called inside the lock.</summary>
internal static unsafe class Hdf5ElementReading
{
    private const long MostBytes = 256L << 20;

    /// <summary>Reads and shows them.</summary>
    /// <param name="fileType">Their type in the file.</param>
    /// <param name="type">The same, described.</param>
    /// <param name="count">How many.</param>
    /// <param name="isExact">See <see cref="Hdf5FormMaking.Of"/>.</param>
    /// <param name="budget">Where memory for texts and sequences comes from; null for an attribute, which cannot choose.</param>
    /// <param name="subject">For messages.</param>
    /// <param name="fill">Fills a buffer of a type in memory.</param>
    /// <param name="use">Looks at the elements.</param>
    public static void Read(
        long fileType, Hdf5Type type, long count, bool isExact, Hdf5HeapBudget? budget, string subject, Hdf5ElementFill fill, Hdf5ElementUse use)
    {
        var (memoryType, form) = Hdf5FormMaking.Of(fileType, type, isExact, subject);
        using var memory = memoryType;
        if (count > MostBytes / form.Size)
        {
            throw Hdf5Error.Refused("read", subject, $"{count} elements of {form.Size} bytes are too many for one reading");
        }

        if (count == 0)
        {
            use(form, []);
            return;
        }

        var elements = new byte[count * form.Size];
        var handle = GCHandle.Alloc(budget);
        try
        {
            using var list = budget is null ? null : Hdf5HeapBudget.List(handle);
            fixed (byte* first = elements)
            {
                fill(memory.Value, list?.Value ?? 0, first);
                try
                {
                    use(form, elements);
                }
                finally
                {
                    if (type.UsesHeap)
                    {
                        using var space = Hdf5Spaces.Create([count], null, subject);
                        _ = H5D.Reclaim(memory.Value, space.Value, list?.Value ?? 0, first);
                    }
                }
            }
        }
        finally
        {
            handle.Free();
        }
    }
}
