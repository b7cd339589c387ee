using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>The header of a NetCDF-3 file: classic, 64-bit offset or 64-bit data.</summary>
/// <param name="Records">Length of the record dimension; -1 where the writer left it open.</param>
/// <param name="Dimensions">Name and length; the record dimension has length 0 here.</param>
/// <param name="Attributes">Global attributes.</param>
/// <param name="Variables">In the file's order.</param>
internal sealed record ClassicHeader(
    long Records,
    ImmutableArray<(string Name, long Length)> Dimensions,
    AttributeSet Attributes,
    ImmutableArray<ClassicVariable> Variables)
{
    private const int DimensionTag = 10;
    private const int VariableTag = 11;
    private const int AttributeTag = 12;

    /// <summary>Reads the header.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static ClassicHeader Read(Stream stream)
    {
        var reader = new ClassicStream(stream);
        var records = reader.ReadRecords();
        var dimensions = reader.ReadList(DimensionTag, list => (Name: list.ReadName(), Length: list.ReadCount()));
        if (dimensions.Count(dimension => dimension.Length == 0) > 1)
        {
            throw new InvalidDataException("its header has two record dimensions");
        }

        var attributes = ReadAttributes(reader);
        var variables = reader.ReadList(VariableTag, list => ReadVariable(list, dimensions.Length));
        return new ClassicHeader(records, dimensions, attributes, variables);
    }

    private static AttributeSet ReadAttributes(ClassicStream reader)
    {
        var attributes = AttributeSet.Empty;
        foreach (var (name, value) in reader.ReadList(AttributeTag, list => (list.ReadName(), list.ReadValue())))
        {
            attributes = attributes.With(name, value);
        }

        return attributes;
    }

    private static ClassicVariable ReadVariable(ClassicStream reader, int dimensions)
    {
        const int maximumRank = 1024;
        var name = reader.ReadName();
        var rank = reader.ReadCount();
        if (rank > maximumRank)
        {
            throw new InvalidDataException($"variable '{name}' has {rank} dimensions");
        }

        var numbers = new int[rank];
        for (var i = 0; i < numbers.Length; i++)
        {
            var number = reader.ReadCount();
            numbers[i] = number < dimensions
                ? (int)number
                : throw new InvalidDataException($"variable '{name}' uses dimension {number} of {dimensions}");
        }

        var attributes = ReadAttributes(reader);
        var type = reader.ReadType();

        // The stored size is redundant, and wrong where it does not fit into its field.
        _ = reader.ReadCount();
        return new ClassicVariable(name, [.. numbers], type, reader.ReadOffset(), attributes);
    }
}
