using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Etalon.Cubes;
using Etalon.Native;

namespace Etalon.Storage;

/// <summary>A dataset of a file, whatever its type, from which parts are read.</summary>
public sealed class Hdf5NodeArray : IDisposable
{
    /// <summary>The most bytes that are read for one answer.</summary>
    public const long MostBytes = 256L << 20;

    // What a text or a sequence takes in memory besides its letters.
    private const long PointerBytes = 16;
    private const long PieceBytes = 16L << 20;

    private readonly Hdf5Place _place;
    private readonly Hdf5Dataset _dataset;

    internal Hdf5NodeArray(Hdf5Place place, Hdf5Dataset dataset)
    {
        (_place, _dataset) = (place, dataset);
        if (VirtualOpening.Outside(place.Source, dataset) is null)
        {
            dataset.TakeVirtualShape(place.Source);
        }
    }

    /// <summary>Its lengths; none for a single value, null where it has a type but no value.</summary>
    public IReadOnlyList<long>? Shape => ShapeOf(_dataset);

    /// <summary>Bytes of an element, about.</summary>
    public long ElementBytes => UsesPointers(_dataset.Type) ? Math.Max(PointerBytes, _dataset.Type.Size) : _dataset.Type.Size;

    /// <summary>The name by which numpy knows the bytes that are read; null where these are no plain elements.</summary>
    public string? NumpyName => Hdf5TypeJson.NumpyName(_dataset.Type) is { } name and not "|O" ? name.Replace('>', '<') : null;

    /// <summary>Whether elements are numbers of any kind: integers, named ones, floats, complex numbers, bits.</summary>
    public bool IsNumeric => Leaf(_dataset.Type) is { Number: not null } or { Class: Hdf5TypeClass.Float or Hdf5TypeClass.Integer or Hdf5TypeClass.Bitfield };

    /// <summary>Whether elements are numbers of which statistics can be taken; of complex ones those of their magnitudes.</summary>
    public bool IsMeasurable => _dataset.Type is { Class: Hdf5TypeClass.Compound, Number: not null } || _dataset.Type.Class is Hdf5TypeClass.Float or Hdf5TypeClass.Enumeration || _dataset.Type is { Class: Hdf5TypeClass.Integer, Number: not null };

    /// <summary>A part as JSON.</summary>
    public byte[] Json(AxisPart[] parts, bool isFlat, CancellationToken cancellation) => Guarded(() =>
    {
        using var json = new BoundedJson(cancellation);
        if (Shape is null)
        {
            json.Json.WriteNullValue();
            return json.ToBytes();
        }

        var nested = new NestedJson(json, Selected(parts), isFlat);
        Read(parts, isExact: false, nested.Write, cancellation);
        return json.ToBytes();
    });

    /// <summary>A part as bytes, least significant first, and the type of a sample if it is one that cubes have.</summary>
    /// <param name="parts">What is read.</param>
    /// <param name="isSafe">Whether every browser is to know the numbers: binary16 becomes binary32, and what is longer than binary64 becomes that.</param>
    /// <param name="cancellation">Stops between pieces.</param>
    public (byte[] Bytes, SampleType? Type) Bytes(AxisPart[] parts, bool isSafe, CancellationToken cancellation) => Guarded(() =>
    {
        if (UsesPointers(_dataset.Type) || _dataset.Type.Class == Hdf5TypeClass.Reference)
        {
            throw new RefusalException("no-bytes", $"Elements of '{_place.Path}' have no bytes that would mean anything elsewhere.", "Ask for format=json.");
        }

        using var bytes = new MemoryStream();
        SampleType? type = null;
        if (Shape is not null)
        {
            Read(
                parts, isExact: !isSafe, (form, elements) =>
                {
                    type = SampleOf(form);
                    bytes.Write(elements);
                },
                cancellation);
        }

        return (bytes.ToArray(), type);
    });

    /// <summary>A part as numbers, for statistics; complex ones by their magnitudes.</summary>
    public double[] Numbers(AxisPart[] parts, CancellationToken cancellation) => Guarded(() =>
    {
        var numbers = new List<double>();
        Read(parts, isExact: false, (form, elements) => NumberSpans.Add(numbers, form, elements), cancellation);
        return numbers.ToArray();
    });

    /// <inheritdoc />
    public void Dispose() => _dataset.Dispose();

    internal static IReadOnlyList<long>? ShapeOf(Hdf5Dataset dataset) => dataset.IsNull ? null : dataset.Shape;

    private static ImmutableArray<long> Selected(AxisPart[] parts) => [.. parts.Where(static part => !part.IsOne).Select(static part => part.Count)];

    /// <summary>What arrays of arrays are made of in the end.</summary>
    private static Hdf5Type Leaf(Hdf5Type type) => type.Class == Hdf5TypeClass.Array ? Leaf(type.Element!) : type;

    private static bool UsesPointers(Hdf5Type type) =>
        type.IsVariableText || type.Class == Hdf5TypeClass.VariableLength || type.Element is { } element && UsesPointers(element)
        || type.Members.Any(static member => UsesPointers(member.Type));

    private static SampleType? SampleOf(Hdf5Form form) => form switch
    {
        { Type.IsBoolean: true } => null,
        { Type.IsHalf: true, Number: null } => SampleType.Float16,
        { Type.Number: NumberType.Complex64 } => SampleType.Complex64,
        { Number: { } number } => (SampleType)(int)number,
        _ => null,
    };

    private T Guarded<T>(Func<T> read) => Hdf5Source.Guarded(_place.Source.Path, read);

    private void Read(AxisPart[] parts, bool isExact, Hdf5ElementUse use, CancellationToken cancellation)
    {
        if (parts.Any(static part => part.Count == 0))
        {
            use(_dataset.Type.Number is { } none ? Hdf5Form.Of(_dataset.Type, none) : new Hdf5Form(_dataset.Type, 1), []);
        }
        else if (_dataset.Type.Number is { } number and not NumberType.Complex128)
        {
            ReadSamples(parts, number, isExact, use, cancellation);
        }
        else
        {
            ReadElements(parts, isExact, use, cancellation);
        }
    }

    /// <summary>Numbers are read as those of cubes are, past the library where that is possible.</summary>
    private unsafe void ReadSamples(AxisPart[] parts, NumberType number, bool isExact, Hdf5ElementUse use, CancellationToken cancellation)
    {
        var form = Hdf5Form.Of(_dataset.Type, number);
        var region = new Region([.. parts.Select(static part => part.Start)], [.. parts.Select(static part => part.Span)]);
        var box = new byte[checked(region.Samples * form.Size)];
        using (var pool = new BufferPool(box.Length + (1L << 30)))
        using (var array = ArrayOpening.Open(_place.Source, (Hdf5Dataset)_place.Open(), (SampleType)(int)number))
        {
            fixed (byte* first = box)
            {
                array.Read(region, first, pool, cancellation);
            }
        }

        var taken = box;
        if (parts.Any(static part => part.Step != 1))
        {
            taken = new byte[parts.Aggregate(form.Size, static (product, part) => checked(product * part.Count))];
            SteppedCopy.Run(box, region.Length, taken, [.. parts.Select(static part => part.Count)], [.. parts.Select(static part => part.Step)], (int)form.Size);
        }

        if (_dataset.Type.IsHalf && isExact)
        {
            use(new Hdf5Form(_dataset.Type, 2), MemoryMarshal.AsBytes<Half>(System.Array.ConvertAll(MemoryMarshal.Cast<byte, float>(taken).ToArray(), static one => (Half)one)));
        }
        else
        {
            use(form, taken);
        }
    }

    private void ReadElements(AxisPart[] parts, bool isExact, Hdf5ElementUse use, CancellationToken cancellation)
    {
        ArrayOpening.RequireOwnSamples(_dataset);
        var (start, count, step) = (parts.Select(static part => part.Start).ToArray(), parts.Select(static part => part.Count).ToArray(), parts.Select(static part => part.Step).ToArray());
        var rows = count.Length == 0 ? 1 : count[0];
        var row = count.Skip(1).Aggregate(ElementBytes, static (product, length) => checked(product * length));
        var most = Math.Max(1, PieceBytes / row);
        using var budget = new Hdf5HeapBudget(MostBytes);
        for (var done = 0L; done < rows; done += most)
        {
            cancellation.ThrowIfCancellationRequested();
            if (count.Length > 0)
            {
                (start[0], count[0]) = (parts[0].Start + (done * parts[0].Step), Math.Min(most, rows - done));
            }

            try
            {
                _dataset.ReadElements(start, count, step, isExact, budget, use);
            }
            catch (NativeException) when (budget.IsSpent)
            {
                throw new RefusalException(
                    "too-many-bytes", $"The texts or sequences of '{_place.Path}' take more than {MostBytes} bytes.", "Select less.", RefusalKind.TooLarge);
            }
        }
    }
}
