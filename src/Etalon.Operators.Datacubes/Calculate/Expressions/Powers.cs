namespace Etalon.Operators.Datacubes;

/// <summary>Powers with a known exponent become multiplications, roots or quotients where that is at least as exact.</summary>
internal static class Powers
{
    /// <summary>The step that raises a value to a constant power.</summary>
    public static int Term(TermList terms, int value, int exponent, bool isWhole, Place place)
    {
        var power = terms[exponent].Number;
        if (isWhole)
        {
            return Repeated(terms, value, (int)power, place);
        }

        return power switch
        {
            1 => value,
            2 or 3 or 4 => Repeated(terms, value, (int)power, place),
            0.5 => terms.Apply(CalculateOp.Sqrt, place, value),
            -1 => terms.Apply(CalculateOp.Divide, place, terms.Constant(1, place), value),
            _ => terms.Apply(CalculateOp.Power, place, value, exponent),
        };
    }

    private static int Repeated(TermList terms, int value, int power, Place place)
    {
        if (power == 0)
        {
            // 1, or missing where the value is.
            var zero = terms.Apply(CalculateOp.Multiply, place, value, terms.Constant(0, place));
            return terms.Apply(CalculateOp.Add, place, zero, terms.Constant(1, place));
        }

        var result = -1;
        for (var left = power; left > 0; left >>= 1)
        {
            if ((left & 1) != 0)
            {
                result = result < 0 ? value : terms.Apply(CalculateOp.Multiply, place, result, value);
            }

            if (left > 1)
            {
                value = terms.Apply(CalculateOp.Multiply, place, value, value);
            }
        }

        return result;
    }
}
