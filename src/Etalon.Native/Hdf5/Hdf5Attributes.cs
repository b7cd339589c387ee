using System.Text;

namespace Etalon.Native;

/// <summary>The attributes of one object.</summary>
public sealed unsafe class Hdf5Attributes
{
    private const int ScalarSpace = 0;
    private const int NullSpace = 2;

    private readonly Hdf5Object _owner;

    internal Hdf5Attributes(Hdf5Object owner) => _owner = owner;

    /// <summary>Their names, sorted.</summary>
    public IReadOnlyList<string> Names()
    {
        using var gate = Hdf5Lock.Enter();
        return Hdf5Names.OfAttributes(_owner.Id.Value, _owner.Subject);
    }

    /// <summary>Whether there is one of that name.</summary>
    public bool Contains(string name)
    {
        using var gate = Hdf5Lock.Enter();
        var found = H5A.Exists(_owner.Id.Value, name);
        Hdf5Error.Check(found, "H5Aexists", Subject(name));
        return found > 0;
    }

    /// <summary>The value of one attribute.</summary>
    /// <exception cref="NativeException">There is none, or it cannot be read.</exception>
    public Hdf5Value Read(string name)
    {
        using var gate = Hdf5Lock.Enter();
        using var attribute = new Hdf5Id(H5A.Open(_owner.Id.Value, name, 0), "H5Aopen", Subject(name));
        using var fileType = new Hdf5Id(H5A.GetType(attribute.Value), "H5Aget_type", Subject(name));
        using var space = new Hdf5Id(H5A.GetSpace(attribute.Value), "H5Aget_space", Subject(name));
        var type = Hdf5TypeReading.Read(fileType.Value, Subject(name));
        var (shape, _) = Hdf5Spaces.Shape(space.Value, Subject(name));
        var id = attribute.Value;
        var values = Hdf5ValueReading.Read(
            type, fileType.Value, space.Value, Hdf5Spaces.Count(space.Value, shape), Subject(name), (memoryType, buffer) =>
                Hdf5Error.Check(H5A.Read(id, memoryType, buffer), "H5Aread", Subject(name)));
        return new Hdf5Value(type, [.. shape, .. type.ArrayShape], values);
    }

    /// <summary>What one attribute is, without its value.</summary>
    public Hdf5AttributeHead Head(string name)
    {
        using var gate = Hdf5Lock.Enter();
        using var attribute = new Hdf5Id(H5A.Open(_owner.Id.Value, name, 0), "H5Aopen", Subject(name));
        using var fileType = new Hdf5Id(H5A.GetType(attribute.Value), "H5Aget_type", Subject(name));
        using var space = new Hdf5Id(H5A.GetSpace(attribute.Value), "H5Aget_space", Subject(name));
        var isNull = H5S.GetKind(space.Value) == NullSpace;
        return new Hdf5AttributeHead(
            name, Hdf5TypeReading.Read(fileType.Value, Subject(name)), isNull ? null : Hdf5Spaces.Shape(space.Value, Subject(name)).Shape);
    }

    /// <summary>Reads one attribute, whatever its type, and shows its elements.</summary>
    public void ReadElements(Hdf5AttributeHead head, Hdf5ElementUse use)
    {
        using var gate = Hdf5Lock.Enter();
        using var attribute = new Hdf5Id(H5A.Open(_owner.Id.Value, head.Name, 0), "H5Aopen", Subject(head.Name));
        using var fileType = new Hdf5Id(H5A.GetType(attribute.Value), "H5Aget_type", Subject(head.Name));
        var count = head.Shape?.Aggregate(1L, static (product, length) => checked(product * length)) ?? 0;
        var id = attribute.Value;
        Hdf5ElementReading.Read(
            fileType.Value, head.Type, count, isExact: false, budget: null, Subject(head.Name),
            (memoryType, _, buffer) => Hdf5Error.Check(H5A.Read(id, memoryType, buffer), "H5Aread", Subject(head.Name)), use);
    }

    /// <summary>The value of one attribute, or null where there is none.</summary>
    public Hdf5Value? Find(string name)
    {
        using var gate = Hdf5Lock.Enter();
        return Contains(name) ? Read(name) : null;
    }

    /// <summary>Removes one.</summary>
    public void Delete(string name)
    {
        using var gate = Hdf5Lock.Enter();
        Hdf5Error.Check(H5A.Delete(_owner.Id.Value, name), "H5Adelete", Subject(name));
    }

    /// <summary>Writes text of any length as UTF-8; replaces an attribute of that name.</summary>
    public void Write(string name, string value) => WriteTexts(name, [value], shape: []);

    /// <summary>Writes a row of texts.</summary>
    public void Write(string name, IReadOnlyList<string> values) => WriteTexts(name, values, [values.Count]);

    /// <summary>Writes a single number.</summary>
    public void Write<T>(string name, T value)
        where T : unmanaged => WriteNumbers(name, new ReadOnlySpan<T>(in value), []);

    /// <summary>Writes a row of numbers.</summary>
    public void Write<T>(string name, ReadOnlySpan<T> values)
        where T : unmanaged => WriteNumbers(name, values, [values.Length]);

    /// <summary>Writes a truth value as h5py does.</summary>
    public void Write(string name, bool value)
    {
        using var gate = Hdf5Lock.Enter();
        using var type = Hdf5MemoryType.Boolean();
        var number = value ? (sbyte)1 : (sbyte)0;
        Write(name, [], type.Value, type.Value, &number);
    }

    /// <summary>Writes references to objects of the same file.</summary>
    public void Write(string name, IReadOnlyList<Hdf5Reference> values)
    {
        using var gate = Hdf5Lock.Enter();
        fixed (Hdf5Reference* first = values.ToArray())
        {
            Write(name, [values.Count], Hdf5Constants.ObjectReference, Hdf5Constants.ObjectReference, first);
        }
    }

    private void Write(string name, long[] shape, long fileType, long memoryType, void* values)
    {
        using var space = shape.Length == 0
            ? new Hdf5Id(H5S.Create(ScalarSpace), "H5Screate")
            : Hdf5Spaces.Create(shape, null, Subject(name));
        using var attribute = Create(name, fileType, space.Value);
        if (values is not null)
        {
            Hdf5Error.Check(H5A.Write(attribute.Value, memoryType, values), "H5Awrite", Subject(name));
        }
    }

    /// <summary>Writes text in its own number of bytes, for readers that know only fixed lengths.</summary>
    public void WriteFixed(string name, string value)
    {
        using var gate = Hdf5Lock.Enter();
        var bytes = Encoding.UTF8.GetBytes(value);
        using var type = Hdf5MemoryType.FixedText(Math.Max(1, bytes.Length));
        Array.Resize(ref bytes, Math.Max(1, bytes.Length));
        fixed (byte* first = bytes)
        {
            Write(name, [], type.Value, type.Value, first);
        }
    }

    /// <summary>Writes an attribute that has a type but no value.</summary>
    public void WriteEmptyText(string name)
    {
        using var gate = Hdf5Lock.Enter();
        using var type = Hdf5MemoryType.VariableText();
        using var space = new Hdf5Id(H5S.Create(NullSpace), "H5Screate");
        using var attribute = Create(name, type.Value, space.Value);
    }

    private void WriteNumbers<T>(string name, ReadOnlySpan<T> values, long[] shape)
        where T : unmanaged
    {
        using var gate = Hdf5Lock.Enter();
        using var type = Hdf5MemoryType.Of(NumberTypes.Of<T>());
        fixed (T* first = values)
        {
            Write(name, shape, type.Value, type.Value, first);
        }
    }

    private void WriteTexts(string name, IReadOnlyList<string> values, long[] shape)
    {
        using var gate = Hdf5Lock.Enter();
        using var type = Hdf5MemoryType.VariableText();
        using var texts = new Utf8Texts(values);
        fixed (nint* first = texts.Pointers)
        {
            Write(name, shape, type.Value, type.Value, first);
        }
    }

    private Hdf5Id Create(string name, long fileType, long space)
    {
        if (Contains(name))
        {
            Delete(name);
        }

        return new Hdf5Id(H5A.Create(_owner.Id.Value, name, fileType, space, 0, 0), "H5Acreate2", Subject(name));
    }

    private string Subject(string name) => $"{_owner.Subject}@{name}";
}
