namespace Etalon.Native;

/// <summary>Makes the types in memory into which every type of a file can be read. Called inside the lock.</summary>
internal static unsafe class Hdf5FormMaking
{
    private const int Compound = 6;
    private const int LittleEndian = 0;

    // Larger than any element that a viewer could show; the library would ask for all of it at once.
    private const long MostBytes = 256L << 20;

    /// <summary>The library's type and what it means; the caller disposes the former.</summary>
    /// <param name="id">The type in the file.</param>
    /// <param name="type">The same, described.</param>
    /// <param name="isExact">Whether floats that this machine computes without stay as they are in the file but for the byte order.</param>
    /// <param name="subject">For messages.</param>
    public static (Hdf5Id Id, Hdf5Form Form) Of(long id, Hdf5Type type, bool isExact, string subject)
    {
        if (type.Size is <= 0 or > MostBytes)
        {
            throw Hdf5Error.Refused("H5Tget_size", subject, $"an element of {type.Size} bytes");
        }

        return type switch
        {
            { Class: Hdf5TypeClass.Compound, Members.Count: > 0 } => OfCompound(id, type, isExact, subject),
            { Class: Hdf5TypeClass.Array } => OfArray(id, type, isExact, subject),
            { Class: Hdf5TypeClass.VariableLength } => OfSequence(id, type, isExact, subject),
            { IsVariableText: true } => (Hdf5MemoryType.VariableText(type.IsUtf8), new Hdf5Form(type, sizeof(nint))),
            { IsHalf: true } when isExact => Turned(id, type, subject),
            { Number: { } number } => (Hdf5MemoryType.Of(number), Hdf5Form.Of(type, number)),
            { Class: Hdf5TypeClass.Float } when !isExact => (Hdf5MemoryType.Of(NumberType.Float64), Hdf5Form.Of(type, NumberType.Float64)),
            { Class: Hdf5TypeClass.Integer or Hdf5TypeClass.Float or Hdf5TypeClass.Bitfield } => Turned(id, type, subject),
            _ => (new Hdf5Id(H5T.Copy(id), "H5Tcopy", subject), new Hdf5Form(type, type.Size)),
        };
    }

    /// <summary>As in the file, but least significant byte first.</summary>
    private static (Hdf5Id Id, Hdf5Form Form) Turned(long id, Hdf5Type type, string subject)
    {
        var copy = new Hdf5Id(H5T.Copy(id), "H5Tcopy", subject);
        _ = H5T.SetOrder(copy.Value, LittleEndian);
        return (copy, new Hdf5Form(type, type.Size));
    }

    private static (Hdf5Id Id, Hdf5Form Form) OfCompound(long id, Hdf5Type type, bool isExact, string subject)
    {
        var parts = new List<(Hdf5Id Id, Hdf5Form Form)>();
        try
        {
            for (var i = 0; i < type.Members.Count; i++)
            {
                using var member = new Hdf5Id(H5T.GetMemberType(id, (uint)i), "H5Tget_member_type", subject);
                parts.Add(Of(member.Value, type.Members[i].Type, isExact, subject));
            }

            var size = parts.Sum(static part => part.Form.Size);
            var compound = new Hdf5Id(H5T.Create(Compound, (nint)size), "H5Tcreate", subject);
            var offset = 0L;
            foreach (var (member, part) in type.Members.Zip(parts))
            {
                Hdf5Error.Check(H5T.Insert(compound.Value, member.Name, (nint)offset, part.Id.Value), "H5Tinsert", subject);
                offset += part.Form.Size;
            }

            return (compound, new Hdf5Form(type, size) { Members = [.. parts.Select(static part => part.Form)] });
        }
        finally
        {
            parts.ForEach(static part => part.Id.Dispose());
        }
    }

    private static (Hdf5Id Id, Hdf5Form Form) OfArray(long id, Hdf5Type type, bool isExact, string subject)
    {
        using var super = new Hdf5Id(H5T.GetSuper(id), "H5Tget_super", subject);
        var (element, form) = Of(super.Value, type.Element!, isExact, subject);
        using (element)
        {
            var shape = type.ArrayShape.Select(static length => (ulong)length).ToArray();
            var count = type.ArrayShape.Aggregate(1L, static (product, length) => checked(product * length));
            fixed (ulong* lengths = shape)
            {
                return (
                    new Hdf5Id(H5T.CreateArray(element.Value, (uint)shape.Length, lengths), "H5Tarray_create2", subject),
                    new Hdf5Form(type, checked(count * form.Size)) { Element = form });
            }
        }
    }

    private static (Hdf5Id Id, Hdf5Form Form) OfSequence(long id, Hdf5Type type, bool isExact, string subject)
    {
        using var super = new Hdf5Id(H5T.GetSuper(id), "H5Tget_super", subject);
        var (element, form) = Of(super.Value, type.Element!, isExact, subject);
        using (element)
        {
            return (
                new Hdf5Id(H5T.CreateVariableLength(element.Value), "H5Tvlen_create", subject),
                new Hdf5Form(type, sizeof(H5Sequence)) { Element = form });
        }
    }
}
