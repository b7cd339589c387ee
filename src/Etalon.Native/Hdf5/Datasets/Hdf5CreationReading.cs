using System.Text;

namespace Etalon.Native;

/// <summary>Builds <see cref="Hdf5Creation"/> from the property list. Called inside the lock.</summary>
internal static unsafe class Hdf5CreationReading
{
    private const int NameBytes = 4096;

    // The library takes a larger number for memory that nobody has set, and refuses it.
    private const int MaximumParameters = 256;
    private const int MaximumMappings = 1_000_000;

    public static Hdf5Creation Read(long dataset, Hdf5Type type, string subject)
    {
        using var list = new Hdf5Id(H5D.GetCreation(dataset), "H5Dget_create_plist", subject);
        var id = list.Value;
        var layout = H5P.GetLayout(id);
        Hdf5Error.Check(layout, "H5Pget_layout", subject);
        int fill;
        Hdf5Error.Check(H5P.IsFillDefined(id, &fill), "H5Pfill_value_defined", subject);
        return new Hdf5Creation
        {
            Layout = (Hdf5Layout)layout,
            ChunkShape = layout == (int)Hdf5Layout.Chunked ? ChunkShape(id, subject) : [],
            Filters = Filters(id, subject),
            HasFill = fill == 2,
            Fill = fill == 0 ? default : Fill(id, type, subject),
            External = External(id, subject),
            Virtual = layout == (int)Hdf5Layout.Virtual ? Virtual(id, subject) : [],
            VirtualShape = layout == (int)Hdf5Layout.Virtual ? VirtualShape(id, subject) : [],
        };
    }

    private static long[] ChunkShape(long id, string subject)
    {
        var shape = stackalloc ulong[Hdf5Spaces.MaximumRank];
        var rank = H5P.GetChunk(id, Hdf5Spaces.MaximumRank, shape);
        Hdf5Error.Check(rank, "H5Pget_chunk", subject);
        return Hdf5Spaces.ToLengths(shape, rank);
    }

    private static Hdf5Filter[] Filters(long id, string subject)
    {
        var count = H5P.GetFilterCount(id);
        Hdf5Error.Check(count, "H5Pget_nfilters", subject);
        var filters = new Hdf5Filter[count];
        var parameters = stackalloc uint[MaximumParameters];
        var name = stackalloc byte[256];
        for (var i = 0u; i < filters.Length; i++)
        {
            uint flags;
            uint config;
            nint used = MaximumParameters;
            name[0] = 0;
            var filter = H5P.GetFilter(id, i, &flags, &used, parameters, 256, name, &config);
            Hdf5Error.Check(filter, "H5Pget_filter2", subject);
            filters[i] = new Hdf5Filter(
                filter,
                new ReadOnlySpan<uint>(parameters, (int)Math.Min(used, MaximumParameters)).ToArray(),
                (flags & 1) != 0,
                Text(name, 256));
        }

        return filters;
    }

    private static byte[] Fill(long id, Hdf5Type type, string subject)
    {
        if (type.Number is not { } number)
        {
            return [];
        }

        using var memoryType = Hdf5MemoryType.Of(number, type);
        var fill = new byte[number.Bytes()];
        fixed (byte* first = fill)
        {
            Hdf5Error.Check(H5P.GetFill(id, memoryType.Value, first), "H5Pget_fill_value", subject);
        }

        return fill;
    }

    private static Hdf5ExternalSegment[] External(long id, string subject)
    {
        var count = H5P.GetExternalCount(id);
        Hdf5Error.Check(count, "H5Pget_external_count", subject);
        var segments = new Hdf5ExternalSegment[count];
        var name = new byte[NameBytes];
        fixed (byte* first = name)
        {
            for (var i = 0u; i < segments.Length; i++)
            {
                long offset;
                ulong size;
                Hdf5Error.Check(
                    H5P.GetExternal(id, i, NameBytes, first, &offset, &size), "H5Pget_external", subject);
                segments[i] = new Hdf5ExternalSegment(Text(first, NameBytes), offset, unchecked((long)size));
            }
        }

        return segments;
    }

    private static Hdf5VirtualMapping[] Virtual(long id, string subject)
    {
        nint count;
        Hdf5Error.Check(H5P.GetVirtualCount(id, &count), "H5Pget_virtual_count", subject);
        if (count > MaximumMappings)
        {
            throw Hdf5Error.Refused("H5Pget_virtual_count", subject, $"{count} pieces are more than {MaximumMappings}");
        }

        var mappings = new Hdf5VirtualMapping[count];
        var buffer = new byte[NameBytes];
        fixed (byte* name = buffer)
        {
            for (nint i = 0; i < mappings.Length; i++)
            {
                mappings[i] = Mapping(id, i, name, subject);
            }
        }

        return mappings;
    }

    private static long[] VirtualShape(long id, string subject)
    {
        nint count;
        if (H5P.GetVirtualCount(id, &count) < 0 || count == 0)
        {
            return [];
        }

        using var space = new Hdf5Id(H5P.GetVirtualSpace(id, 0), "H5Pget_virtual_vspace", subject);
        return Hdf5Spaces.Shape(space.Value, subject).Shape;
    }

    private static Hdf5VirtualMapping Mapping(long id, nint index, byte* name, string subject)
    {
        Hdf5Error.Check((long)H5P.GetVirtualFile(id, index, name, NameBytes), "H5Pget_virtual_filename", subject);
        var file = Text(name, NameBytes);
        Hdf5Error.Check((long)H5P.GetVirtualDataset(id, index, name, NameBytes), "H5Pget_virtual_dsetname", subject);
        var dataset = Text(name, NameBytes);
        using var target = new Hdf5Id(H5P.GetVirtualSpace(id, index), "H5Pget_virtual_vspace", subject);
        using var source = new Hdf5Id(H5P.GetVirtualSource(id, index), "H5Pget_virtual_srcspace", subject);
        var bounds = Hdf5Spaces.Bounds(target.Value);
        return new Hdf5VirtualMapping(
            file,
            dataset,
            Hdf5Spaces.Selection(target.Value, subject),
            Hdf5Spaces.SelectsAll(source.Value) ? null : Hdf5Spaces.Selection(source.Value, subject),
            Hdf5Spaces.SelectsAll(source.Value),
            Hdf5Spaces.Shape(source.Value, subject).Shape,
            bounds?.First,
            bounds?.Last);
    }

    private static string Text(byte* name, int capacity)
    {
        var bytes = new ReadOnlySpan<byte>(name, capacity);
        var end = bytes.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
    }
}
