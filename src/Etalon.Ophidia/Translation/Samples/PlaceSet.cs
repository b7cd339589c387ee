using System.Globalization;

namespace Etalon.Ophidia;

/// <summary>Some places along a dimension, counted from 0.</summary>
public sealed class PlaceSet(long length)
{
    private readonly bool[] _isIn = new bool[length];

    /// <summary>How many there are.</summary>
    public long Count => _isIn.LongCount(static isIn => isIn);

    /// <summary>Takes one more.</summary>
    public void Add(long place) => _isIn[place] = true;

    /// <summary>Takes a range.</summary>
    public void Add(IndexRange range)
    {
        for (var place = range.First; place <= range.Last; place += range.Step)
        {
            _isIn[place] = true;
        }
    }

    /// <summary>Them as <c>subset</c> reads them: <c>index:0:59,334:424:3</c>.</summary>
    public string ToSelection()
    {
        var places = new List<long>();
        for (var place = 0L; place < _isIn.LongLength; place++)
        {
            if (_isIn[place])
            {
                places.Add(place);
            }
        }

        var pieces = new List<string>();
        for (var at = 0; at < places.Count;)
        {
            var step = at + 1 < places.Count ? places[at + 1] - places[at] : 1;
            var end = at + 1;
            while (end < places.Count && places[end] - places[end - 1] == step)
            {
                end++;
            }

            // Two places make a step by chance; unless they are all, the second one may begin a longer run.
            if (end - at == 2 && step > 1 && end < places.Count)
            {
                end = at + 1;
            }

            pieces.Add(Piece(places[at], places[end - 1], end - at == 1 ? 1 : step));
            at = end;
        }

        return $"index:{string.Join(',', pieces)}";
    }

    private static string Piece(long first, long last, long step) => step == 1
        ? string.Create(CultureInfo.InvariantCulture, $"{first}:{last + 1}")
        : string.Create(CultureInfo.InvariantCulture, $"{first}:{last + 1}:{step}");
}
