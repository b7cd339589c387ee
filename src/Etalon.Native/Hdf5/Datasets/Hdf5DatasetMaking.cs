namespace Etalon.Native;

/// <summary>Makes datasets. Called inside the lock.</summary>
internal static unsafe class Hdf5DatasetMaking
{
    private const int ScalarSpace = 0;
    private const int FillNever = 1;
    private const int AllocateEarly = 1;

    public static Hdf5Id Create(long group, string name, Hdf5DatasetSpec spec, string subject)
    {
        using var type = spec.IsBoolean ? Hdf5MemoryType.Boolean() : Hdf5MemoryType.Of(spec.Type);
        using var space = Space(spec.Shape, spec.MaximumShape, subject);
        using var creation = new Hdf5Id(H5P.Create(Hdf5Constants.DatasetCreation), "H5Pcreate");
        SetChunks(creation.Value, spec, subject);
        SetFill(creation.Value, spec, type.Value, subject);
        return new Hdf5Id(
            H5D.Create(group, name, type.Value, space.Value, 0, creation.Value, 0), "H5Dcreate2", subject);
    }

    public static Hdf5Id CreateTexts(long group, string name, IReadOnlyList<long> shape, string subject)
    {
        using var type = Hdf5MemoryType.VariableText();
        using var space = Space(shape, null, subject);
        return new Hdf5Id(H5D.Create(group, name, type.Value, space.Value, 0, 0, 0), "H5Dcreate2", subject);
    }

    private static Hdf5Id Space(IReadOnlyList<long> shape, IReadOnlyList<long>? maximum, string subject) =>
        shape.Count == 0
            ? new Hdf5Id(H5S.Create(ScalarSpace), "H5Screate", subject)
            : Hdf5Spaces.Create([.. shape], maximum, subject);

    private static void SetChunks(long creation, Hdf5DatasetSpec spec, string subject)
    {
        if (spec.ChunkShape is not null)
        {
            var shape = stackalloc ulong[Hdf5Spaces.MaximumRank];
            Hdf5Spaces.ToNative([.. spec.ChunkShape], shape, subject);
            Hdf5Error.Check(H5P.SetChunk(creation, spec.ChunkShape.Count, shape), "H5Pset_chunk", subject);
        }

        foreach (var filter in spec.Filters)
        {
            if (H5Z.IsAvailable(filter.Id) <= 0)
            {
                throw Hdf5Error.Refused("H5Zfilter_avail", subject, Hdf5FilterSupport.Missing(filter.Id));
            }

            fixed (uint* parameters = filter.Parameters.ToArray())
            {
                Hdf5Error.Check(
                    H5P.SetFilter(creation, filter.Id, filter.Optional ? 1u : 0u, filter.Parameters.Count, parameters),
                    "H5Pset_filter",
                    subject);
            }
        }
    }

    private static void SetFill(long creation, Hdf5DatasetSpec spec, long type, string subject)
    {
        if (!spec.Fill.IsEmpty)
        {
            if (spec.Fill.Length != spec.Type.Bytes())
            {
                throw Hdf5Error.Refused(
                    "H5Pset_fill_value", subject, $"a fill value of {spec.Fill.Length} bytes is no {spec.Type}");
            }

            fixed (byte* fill = spec.Fill.Span)
            {
                Hdf5Error.Check(H5P.SetFill(creation, type, fill), "H5Pset_fill_value", subject);
            }
        }

        if (spec.SkipFilling)
        {
            Hdf5Error.Check(H5P.SetFillTime(creation, FillNever), "H5Pset_fill_time", subject);
        }

        if (spec.AllocateEarly)
        {
            Hdf5Error.Check(H5P.SetAllocationTime(creation, AllocateEarly), "H5Pset_alloc_time", subject);
        }
    }
}
