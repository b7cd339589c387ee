namespace Etalon.Operators.Datacubes;

/// <summary>What may stand around an aggregate: what is left of all rows, and arrays that are the same for all of them.</summary>
internal static class ApplyNesting
{
    /// <summary>Refuses aggregates within aggregates or beside one another, and arrays of single rows beside them.</summary>
    public static void Check(ApplySyntax syntax, IReadOnlyList<BoundAggregate> aggregates)
    {
        // Inner calls are bound before those that they stand in.
        var first = aggregates[0].Syntax;
        if (aggregates.Count > 1)
        {
            var other = aggregates[1].Syntax;
            throw Within(other, first)
                ? ApplyError.In(first.Primitive, first.Column, $"it stands within {other.Primitive}, for which one row is left then", "Apply one after the other.")
                : ApplyError.In(other.Primitive, other.Column, $"{first.Primitive} at column {first.Column} is an aggregate too", "Write one aggregate in a query, and combine results with 'calculate'.");
        }

        if (Loose(syntax, first) is { } name)
        {
            throw ApplyError.At(
                name.Column, $"'measure' is one array for every row here, and {first.Primitive} leaves one for many", "Write it within the aggregate, or combine two results with 'calculate'.");
        }
    }

    private static bool Within(ApplySyntax outer, ApplySyntax inner) => ReferenceEquals(outer, inner)
        || (outer is ApplySyntax.Call call && call.Arguments.Any(argument => Within(argument, inner)));

    private static ApplySyntax.Name? Loose(ApplySyntax syntax, ApplySyntax aggregate) => syntax switch
    {
        _ when ReferenceEquals(syntax, aggregate) => null,
        ApplySyntax.Name name when name.Word.Equals("measure", StringComparison.OrdinalIgnoreCase) => name,
        ApplySyntax.Call call => call.Arguments.Select(argument => Loose(argument, aggregate)).FirstOrDefault(name => name is not null),
        _ => null,
    };
}
