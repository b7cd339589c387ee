namespace Etalon.Operators.Datacubes;

/// <summary>The steps of a calculation, operands before users; equal steps are shared and constants folded.</summary>
internal sealed class TermList(bool isWhole)
{
    /// <summary>Beyond this a double does not hold every whole number, so folding would not be exact.</summary>
    private const double LargestWhole = 1L << 53;

    private readonly Dictionary<Term, int> _numbers = [];
    private readonly List<Term> _terms = [];
    private readonly List<Place> _places = [];

    /// <summary>A step.</summary>
    public Term this[int number] => _terms[number];

    /// <summary>How many there are.</summary>
    public int Count => _terms.Count;

    /// <summary>The place in the expression where a step occurs first.</summary>
    public Place PlaceOf(int number) => _places[number];

    /// <summary>A constant.</summary>
    public int Constant(double value, Place place) => Share(new Term(CalculateOp.Constant, Bits: BitConverter.DoubleToInt64Bits(value)), place);

    /// <summary>A part of an input.</summary>
    public int Input(int input, InputPart part, Place place) => Share(new Term(CalculateOp.Input, input, (int)part), place);

    /// <summary>A step with its operands.</summary>
    public int Apply(CalculateOp op, Place place, int a, int b = -1, int c = -1)
    {
        if (_terms[a].IsConstant && (b < 0 || _terms[b].IsConstant) && (c < 0 || _terms[c].IsConstant))
        {
            var value = ScalarMath.Evaluate(op, _terms[a].Number, b < 0 ? 0 : _terms[b].Number, c < 0 ? 0 : _terms[c].Number);
            if (!isWhole || Math.Abs(value) <= LargestWhole)
            {
                return Constant(value, place);
            }
        }

        return Share(new Term(op, a, b, c), place);
    }

    private int Share(Term term, Place place)
    {
        if (!_numbers.TryGetValue(term, out var number))
        {
            number = _terms.Count;
            _numbers.Add(term, number);
            _terms.Add(term);
            _places.Add(place);
        }

        return number;
    }
}
