using System.Runtime.InteropServices;

namespace Etalon.Native;

/// <summary>An open dataset.</summary>
/// <remarks>Pointers must hold the stated bytes; every length is checked before the library sees it.</remarks>
public sealed unsafe class Hdf5Dataset : Hdf5Object
{
    /// <summary>What is read whole is small; a file can make a thousand long texts of one.</summary>
    private const long MostHeapBytes = 16L << 20;

    private static readonly long[] NoStep = [];

    internal Hdf5Dataset(Hdf5File file, Hdf5Id id, string path)
        : base(file, id, path)
    {
        using var gate = Hdf5Lock.Enter();
        using var fileType = new Hdf5Id(H5D.GetType(id.Value), "H5Dget_type", Subject);
        Type = Hdf5TypeReading.Read(fileType.Value, Subject);
        Creation = Hdf5CreationReading.Read(id.Value, Type, Subject);
        Measure();
    }

    /// <summary>Type of a sample in the file.</summary>
    public Hdf5Type Type { get; }

    /// <summary>How it was made.</summary>
    public Hdf5Creation Creation { get; }

    /// <summary>
    /// Its shape; empty for a single value. That of a virtual dataset is what its file notes: to tell how far it reaches, the library
    /// opens the sources, wherever they are, so it is never asked.
    /// </summary>
    public IReadOnlyList<long> Shape { get; private set; } = [];

    /// <summary>Shape to which it may grow; -1 without limit.</summary>
    public IReadOnlyList<long> MaximumShape { get; private set; } = [];

    /// <summary>Whether it has a type but no value at all (a null data space).</summary>
    public bool IsNull { get; private set; }

    /// <summary>Samples in all; 0 for a null data space.</summary>
    public long Count { get; private set; }

    /// <summary>
    /// Whether <see cref="Read"/> may open the other files named in <see cref="Creation"/>. The caller has then checked them.
    /// </summary>
    public bool AllowOtherFiles { get; set; }

    /// <summary>Bytes taken in the file.</summary>
    public long StorageBytes
    {
        get
        {
            using var gate = Hdf5Lock.Enter();
            return (long)H5D.GetStorageSize(Id.Value);
        }
    }

    /// <summary>
    /// First byte of a contiguous dataset in its file, so that it can be read and written without the library; null where
    /// it has no such place (other layouts, external files, no room taken yet).
    /// </summary>
    public long? FileOffset
    {
        get
        {
            if (Creation.Layout != Hdf5Layout.Contiguous || Creation.External.Count > 0)
            {
                return null;
            }

            // Behind a user block the library adds its length to "nowhere" as well, so the offset alone does not tell.
            using var gate = Hdf5Lock.Enter();
            var offset = H5D.GetStorageSize(Id.Value) == 0 ? ulong.MaxValue : H5D.GetOffset(Id.Value);
            return offset == ulong.MaxValue ? null : checked((long)offset);
        }
    }

    /// <summary>Reads a box, converted to <paramref name="type"/>; values outside its range are clamped by the library.</summary>
    /// <param name="start">First index along each axis.</param>
    /// <param name="count">Samples along each axis.</param>
    /// <param name="type">Type in memory.</param>
    /// <param name="destination">Room for the box, row by row.</param>
    /// <param name="bytes">Bytes of that room.</param>
    /// <param name="step">Distance of samples along each axis; empty for 1.</param>
    public void Read(
        ReadOnlySpan<long> start,
        ReadOnlySpan<long> count,
        NumberType type,
        void* destination,
        long bytes,
        ReadOnlySpan<long> step = default)
    {
        RequireOwnFile();
        using var gate = Hdf5Lock.Enter();
        using var memoryType = Hdf5MemoryType.Of(type, Type);
        using var file = Box(start, count, step, type.Bytes(), bytes);
        using var memory = Hdf5Spaces.Create(Flat(count), null, Subject);
        Hdf5Error.Check(
            H5D.Read(Id.Value, memoryType.Value, memory.Value, file.Value, 0, destination), "H5Dread", Subject);
    }

    /// <summary>Reads a box of elements of any type and shows them, row by row.</summary>
    /// <param name="start">First index along each axis.</param>
    /// <param name="count">Elements along each axis.</param>
    /// <param name="step">Distance of elements along each axis; empty for 1.</param>
    /// <param name="isExact">Whether floats that this machine computes without stay as they are in the file but for the byte order.</param>
    /// <param name="budget">Memory for texts and sequences.</param>
    /// <param name="use">Looks at the elements.</param>
    public void ReadElements(
        ReadOnlySpan<long> start, ReadOnlySpan<long> count, ReadOnlySpan<long> step, bool isExact, Hdf5HeapBudget budget, Hdf5ElementUse use)
    {
        RequireOwnFile();
        using var gate = Hdf5Lock.Enter();
        using var fileType = new Hdf5Id(H5D.GetType(Id.Value), "H5Dget_type", Subject);
        var elements = Flat(count)[0];
        using var file = Box(start, count, step, 1, elements);
        using var memory = Hdf5Spaces.Create([elements], null, Subject);
        var (id, fileSpace, memorySpace) = (Id.Value, file.Value, memory.Value);
        Hdf5ElementReading.Read(
            fileType.Value, Type, elements, isExact, budget, Subject,
            (memoryType, transfer, buffer) =>
                Hdf5Error.Check(H5D.Read(id, memoryType, memorySpace, fileSpace, transfer, buffer), "H5Dread", Subject), use);
    }

    /// <summary>Writes a box of samples held as <paramref name="type"/>.</summary>
    public void Write(
        ReadOnlySpan<long> start, ReadOnlySpan<long> count, NumberType type, void* source, long bytes)
    {
        RequireOwnFile();
        using var gate = Hdf5Lock.Enter();
        using var memoryType = Type.IsBoolean ? Hdf5MemoryType.Boolean() : Hdf5MemoryType.Of(type, Type);
        using var file = Box(start, count, NoStep, type.Bytes(), bytes);
        using var memory = Hdf5Spaces.Create(Flat(count), null, Subject);
        Hdf5Error.Check(
            H5D.Write(Id.Value, memoryType.Value, memory.Value, file.Value, 0, source), "H5Dwrite", Subject);
    }

    /// <summary>Reads a small dataset whole, whatever its type: text, coordinates, references.</summary>
    public Hdf5Value ReadAll()
    {
        RequireOwnFile();
        using var gate = Hdf5Lock.Enter();
        using var fileType = new Hdf5Id(H5D.GetType(Id.Value), "H5Dget_type", Subject);
        using var space = new Hdf5Id(H5D.GetSpace(Id.Value), "H5Dget_space", Subject);
        using var budget = new Hdf5HeapBudget(MostHeapBytes);
        var handle = GCHandle.Alloc(budget);
        try
        {
            using var list = Hdf5HeapBudget.List(handle);
            var (id, transfer) = (Id.Value, list.Value);
            var values = Hdf5ValueReading.Read(
                Type, fileType.Value, space.Value, Count, Subject, (memoryType, buffer) =>
                    Hdf5Error.Check(H5D.Read(id, memoryType, 0, 0, transfer, buffer), "H5Dread", Subject), transfer);
            return new Hdf5Value(Type, [.. Shape, .. Type.ArrayShape], values);
        }
        catch (NativeException) when (budget.IsSpent)
        {
            throw Hdf5Error.Refused("H5Dread", Subject, $"its texts or sequences take more than {MostHeapBytes} bytes");
        }
        finally
        {
            handle.Free();
        }
    }

    /// <summary>Writes all texts of a dataset made by <see cref="Hdf5Group.CreateTexts"/>.</summary>
    public void WriteTexts(IReadOnlyList<string> texts)
    {
        if (texts.Count != Count)
        {
            throw Hdf5Error.Refused("H5Dwrite", Subject, $"{texts.Count} texts do not fill {Count} places");
        }

        using var gate = Hdf5Lock.Enter();
        using var memoryType = Hdf5MemoryType.VariableText();
        using var copies = new Utf8Texts(texts);
        fixed (nint* first = copies.Pointers)
        {
            Hdf5Error.Check(H5D.Write(Id.Value, memoryType.Value, 0, 0, 0, first), "H5Dwrite", Subject);
        }
    }

    /// <summary>Bytes that the chunk at that offset takes in the file; 0 where it was never written.</summary>
    /// <param name="offset">First index of the chunk along each axis.</param>
    public long ChunkBytes(ReadOnlySpan<long> offset)
    {
        var first = stackalloc ulong[Hdf5Spaces.MaximumRank];
        RequireChunk(offset, first);
        using var gate = Hdf5Lock.Enter();
        return StoredBytes(first);
    }

    /// <summary>Reads the bytes of a chunk as they are stored; decoding them is up to the caller, outside the lock.</summary>
    /// <returns>0 bytes where the chunk was never written: it holds the fill value.</returns>
    /// <exception cref="NativeException">The chunk takes more than <paramref name="capacity"/> bytes.</exception>
    public Hdf5RawChunk ReadChunk(ReadOnlySpan<long> offset, void* destination, long capacity)
    {
        var first = stackalloc ulong[Hdf5Spaces.MaximumRank];
        RequireChunk(offset, first);
        uint skipped = 0;
        using var gate = Hdf5Lock.Enter();
        var bytes = StoredBytes(first);
        if (bytes == 0)
        {
            return default;
        }

        if (bytes > capacity)
        {
            throw Hdf5Error.Refused("H5Dread_chunk", Subject, $"a chunk of {bytes} bytes does not fit into {capacity}");
        }

        Hdf5Error.Check(H5D.ReadChunk(Id.Value, 0, first, &skipped, destination), "H5Dread_chunk", Subject);
        return new Hdf5RawChunk(bytes, skipped);
    }

    /// <summary>Stores bytes as a chunk, already encoded.</summary>
    /// <param name="offset">First index of the chunk along each axis.</param>
    /// <param name="source">The bytes.</param>
    /// <param name="bytes">Their number.</param>
    /// <param name="skippedFilters">Bit i set: step i of the pipeline was not applied.</param>
    public void WriteChunk(ReadOnlySpan<long> offset, void* source, long bytes, uint skippedFilters = 0)
    {
        var first = stackalloc ulong[Hdf5Spaces.MaximumRank];
        RequireChunk(offset, first);
        using var gate = Hdf5Lock.Enter();
        Hdf5Error.Check(
            H5D.WriteChunk(Id.Value, 0, skippedFilters, first, (nint)bytes, source), "H5Dwrite_chunk", Subject);
    }

    /// <summary>Gives it another shape within <see cref="MaximumShape"/>.</summary>
    public void Resize(ReadOnlySpan<long> shape)
    {
        var lengths = stackalloc ulong[Hdf5Spaces.MaximumRank];
        Hdf5Spaces.ToNative(shape, lengths, Subject);
        using var gate = Hdf5Lock.Enter();
        Hdf5Error.Check(H5D.SetExtent(Id.Value, lengths), "H5Dset_extent", Subject);
        Measure();
    }

    /// <summary>Hands what is buffered for this dataset to the operating system.</summary>
    public void Flush()
    {
        using var gate = Hdf5Lock.Enter();
        Hdf5Error.Check(H5D.Flush(Id.Value), "H5Dflush", Subject);
    }

    /// <summary>Learns what another process has written since (single writer, many readers).</summary>
    public void Refresh()
    {
        using var gate = Hdf5Lock.Enter();
        Hdf5Error.Check(H5D.Refresh(Id.Value), "H5Drefresh", Subject);
        Measure();
    }

    /// <summary>Bytes of a chunk. The library calls it an error where there is none, and only its words tell which error.</summary>
    private long StoredBytes(ulong* first)
    {
        const string Absent = "chunk storage is not allocated";
        ulong bytes = 0;
        var code = H5D.GetChunkStorageSize(Id.Value, first, &bytes);
        if (code >= 0)
        {
            return checked((long)bytes);
        }

        var failure = Hdf5Error.Failure("H5Dget_chunk_storage_size", code, Subject);
        return failure.Text.EndsWith(Absent, StringComparison.Ordinal) ? 0 : throw failure;
    }

    /// <summary>Gives a virtual dataset the shape that its sources fill.</summary>
    public void Reaches(IReadOnlyList<long> shape)
    {
        if (Creation.Virtual.Count == 0 || shape.Count != Shape.Count)
        {
            throw Hdf5Error.Refused("H5Dget_space", Subject, $"a shape of {shape.Count} axes does not fit");
        }

        (Shape, Count) = ([.. shape], shape.Aggregate(1L, (product, length) => checked(product * length)));
    }

    private void Measure()
    {
        if (Creation.Virtual.Count > 0)
        {
            MaximumShape = Creation.VirtualShape;
            Shape = Creation.VirtualShape;
            Reaches(Creation.VirtualShape);
            return;
        }

        using var space = new Hdf5Id(H5D.GetSpace(Id.Value), "H5Dget_space", Subject);
        var (shape, maximum) = Hdf5Spaces.Shape(space.Value, Subject);
        (Shape, MaximumShape, Count) = (shape, maximum, Hdf5Spaces.Count(space.Value, shape));
        IsNull = shape.Length == 0 && Count == 0;
    }

    private void RequireOwnFile()
    {
        if (Creation.LeavesFile && !AllowOtherFiles)
        {
            throw Hdf5Error.Refused("H5Dread", Subject, "its samples lie in other files, which are not opened unasked");
        }
    }

    private void RequireChunk(ReadOnlySpan<long> offset, ulong* first)
    {
        if (Creation.Layout != Hdf5Layout.Chunked || offset.Length != Shape.Count)
        {
            throw Hdf5Error.Refused("H5Dread_chunk", Subject, $"it has no chunks with {offset.Length} indices");
        }

        for (var i = 0; i < offset.Length; i++)
        {
            if (offset[i] < 0 || offset[i] >= Shape[i] || offset[i] % Creation.ChunkShape[i] != 0)
            {
                throw Hdf5Error.Refused(
                    "H5Dread_chunk", Subject, $"no chunk begins at index {offset[i]} of axis {i} (length {Shape[i]})");
            }
        }

        Hdf5Spaces.ToNative(offset, first, Subject);
    }

    private Hdf5Id Box(
        ReadOnlySpan<long> start, ReadOnlySpan<long> count, ReadOnlySpan<long> step, int sampleBytes, long bytes)
    {
        Boxes.Require("HDF5", Subject, Shape, start, count, step, sampleBytes, bytes);
        var space = new Hdf5Id(H5D.GetSpace(Id.Value), "H5Dget_space", Subject);
        if (count.Length > 0)
        {
            Hdf5Spaces.Select(space.Value, start, count, step, Subject);
        }

        return space;
    }

    /// <summary>The same samples as one row: the library copies long rows fastest.</summary>
    private static long[] Flat(ReadOnlySpan<long> count)
    {
        var samples = 1L;
        foreach (var length in count)
        {
            samples *= length;
        }

        return [samples];
    }
}
