using Etalon.Native;

namespace Etalon.Storage;

/// <summary>Writes elements that come one after the other as lists within lists.</summary>
internal sealed class NestedJson
{
    private readonly BoundedJson _to;
    private readonly IReadOnlyList<long> _selected;
    private readonly bool _isFlat;
    private long[] _lengths = [];
    private long[] _below = [];
    private long _place;

    /// <summary>Begins.</summary>
    /// <param name="to">The document.</param>
    /// <param name="shape">The lengths of the axes; none for one value.</param>
    /// <param name="isFlat">Whether all axes become one, those of array types as well.</param>
    public NestedJson(BoundedJson to, IReadOnlyList<long> shape, bool isFlat) => (_to, _selected, _isFlat) = (to, shape, isFlat);

    /// <summary>Writes the next elements. The axes of an array type are further axes.</summary>
    public void Write(Hdf5Form form, ReadOnlySpan<byte> elements)
    {
        var shape = _selected.ToList();
        for (var type = form.Type; type.Class == Hdf5TypeClass.Array; type = type.Element!)
        {
            shape.AddRange(type.ArrayShape);
            form = form.Element ?? form;
        }

        if (_place == 0)
        {
            Begin(shape);
        }

        if (elements.IsEmpty)
        {
            if (_lengths.Contains(0))
            {
                WriteEmpty(0);
            }

            return;
        }

        for (; elements.Length > 0; elements = elements[(int)form.Size..])
        {
            WriteOne(form, elements[..(int)form.Size]);
        }
    }

    private void Begin(List<long> shape)
    {
        _lengths = _isFlat && shape.Count > 0 ? [shape.Aggregate(1L, static (product, length) => checked(product * length))] : [.. shape];
        _below = [.. _lengths];
        for (var axis = _below.Length - 2; axis >= 0; axis--)
        {
            _below[axis] = checked(_below[axis] * _below[axis + 1]);
        }
    }

    private void WriteOne(Hdf5Form form, ReadOnlySpan<byte> element)
    {
        foreach (var below in _below)
        {
            if (_place % below == 0)
            {
                _to.Json.WriteStartArray();
            }
        }

        Hdf5ElementJson.Write(_to, form, element);
        _place++;
        foreach (var below in _below)
        {
            if (_place % below == 0)
            {
                _to.Json.WriteEndArray();
            }
        }
    }

    /// <summary>An axis of length 0 is an empty list, as often as the axes before it say.</summary>
    private void WriteEmpty(int axis)
    {
        _to.Step();
        _to.Json.WriteStartArray();
        for (var i = 0L; axis + 1 < _lengths.Length && i < _lengths[axis]; i++)
        {
            WriteEmpty(axis + 1);
        }

        _to.Json.WriteEndArray();
    }
}
