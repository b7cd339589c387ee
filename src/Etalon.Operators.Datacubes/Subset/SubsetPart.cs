using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>What is taken of one axis of the input.</summary>
/// <param name="Axis">The axis's position in the input.</param>
/// <param name="Pieces">The samples: at least one piece, each behind the one before.</param>
/// <param name="IsDropped">Whether the axis has no place in the output.</param>
internal sealed record SubsetPart(int Axis, ImmutableArray<AxisSelection> Pieces, bool IsDropped)
{
    /// <summary>Whether samples that follow one another do so in the input as well.</summary>
    public bool IsRun => Pieces.Length == 1 && Pieces[0].Step == 1;

    /// <summary>The part of the axis.</summary>
    public Axis Of(Axis axis)
    {
        if (Pieces.Length == 1)
        {
            return Pieces[0].Of(axis);
        }

        var slices = Pieces.Select(piece => piece.Of(axis)).ToArray();
        return axis with
        {
            Length = slices.Sum(slice => slice.Length),
            Coordinates = axis.Coordinates switch
            {
                null => null,
                LabelCoordinates => new LabelCoordinates([.. slices.SelectMany(slice => ((LabelCoordinates)slice.Coordinates!).Labels)]),
                _ => AxisCoordinates.From([.. slices.SelectMany(slice => slice.Coordinates!.ToArray())]),
            },
            Bounds = axis.HasBounds ? [.. slices.SelectMany(slice => slice.Bounds)] : [],
        };
    }

    /// <summary>Where a sample of the output lies in the input.</summary>
    public long Place(long sample)
    {
        foreach (var piece in Pieces)
        {
            if (sample < piece.Length)
            {
                return piece.Start + (sample * piece.Step);
            }

            sample -= piece.Length;
        }

        throw new ArgumentOutOfRangeException(nameof(sample));
    }

    /// <summary>The pieces of a range of the output: where each begins there and in the input, its length and step.</summary>
    public IEnumerable<(long Target, long Source, long Length, long Step)> Within(long start, long length)
    {
        var at = 0L;
        foreach (var piece in Pieces)
        {
            var (first, end) = (Math.Max(at, start), Math.Min(at + piece.Length, start + length));
            if (first < end)
            {
                yield return (first, piece.Start + ((first - at) * piece.Step), end - first, piece.Step);
            }

            at += piece.Length;
        }
    }
}
