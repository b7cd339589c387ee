using System.Collections.Immutable;
using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Turns what was written into arrays: finds primitives, puts arguments in their places, checks and converts types.</summary>
/// <param name="measure">The array of the cube.</param>
/// <param name="dimension">The coordinates of the single array axis, if there are any.</param>
/// <param name="isManual">Whether every call must name its types.</param>
/// <param name="checksTypes">Whether the input types that are named must be the real ones.</param>
/// <param name="isStrict">Whether the original's silent mistakes are wanted.</param>
/// <param name="seed">The seed of random numbers.</param>
internal sealed class ApplyBinder(ArrayNode measure, ArrayNode? dimension, bool isManual, bool checksTypes, bool isStrict, long seed = 1)
{
    private readonly List<BoundAggregate> _aggregates = [];
    private int _draws;

    /// <summary>The aggregates that were found.</summary>
    public IReadOnlyList<BoundAggregate> Aggregates => _aggregates;

    /// <summary>The array that an expression without aggregates stands for.</summary>
    public ArrayNode Array(ApplySyntax syntax)
    {
        var node = WithAggregates(syntax);
        return _aggregates.Count == 0
            ? node
            : throw ApplyError.In(
                _aggregates[0].Syntax.Primitive, _aggregates[0].Syntax.Column, "it makes one row of many, and here every row is computed by itself", "Write it in the query of 'apply'.");
    }

    /// <summary>The array that an expression stands for.</summary>
    public ArrayNode WithAggregates(ApplySyntax syntax) => Find(syntax) ?? throw ApplyError.At(
        syntax.Column, "The expression is a number or a text, not an array", "Begin with a primitive or with measure.");

    private ArrayNode? Find(ApplySyntax syntax) => syntax switch
    {
        ApplySyntax.Call call => Call(call),
        ApplySyntax.Name name => Named(name),
        _ => null,
    };

    private ArrayNode? Named(ApplySyntax.Name name) => name.Word.ToUpperInvariant() switch
    {
        "MEASURE" => measure,
        "DIMENSION" => dimension ?? throw ApplyError.At(
            name.Column, "'dimension' stands for the coordinates of the array axis, and there are none", "Use it with one array axis that has numeric coordinates."),
        "NULL" => null,
        _ => throw ApplyError.At(name.Column, $"There is no array '{name.Word}'", "Arrays are called measure and dimension; texts need quotes."),
    };

    private ArrayNode Call(ApplySyntax.Call written)
    {
        var call = Today(written);
        var primitive = Primitives.Find(call.Primitive) ?? throw Unknown(call);
        var (inputTypes, outputType, skipped) = Types(call, primitive);
        var arguments = call.Arguments.Skip(skipped)
            .Select((argument, i) => new BoundArgument(argument, skipped + i + 1, Find(argument)))
            .ToArray();
        CheckTypes(call, primitive, inputTypes, arguments);
        if (!primitive.TakesComplex && System.Array.Exists(arguments, argument => argument.Array is { } array && array.Shape.Type.IsComplex()))
        {
            throw ApplyError.In(
                primitive.Name, call.Column, "it takes no complex array", "Take a part with oph_gsl_complex_get_abs, _arg, _real or _imag.");
        }

        var bound = new PrimitiveCall(primitive, call.Column, Placed(call, primitive, arguments), outputType, isStrict) { Draw = () => new RandomStream(seed, _draws++) };
        var made = primitive.Bind(bound);
        var result = Finished(primitive, bound, made);
        if (made is ArrayNode.Aggregate aggregate)
        {
            _aggregates.Add(new BoundAggregate(call, bound.Written("measure"), bound.MissingNumber, aggregate, result));
        }

        return result;
    }

    /// <summary>The two texts in front of the arguments that name types; without them the types are those of the arrays.</summary>
    private (ImmutableArray<ElementType> Input, ElementType? Output, int Skipped) Types(ApplySyntax.Call call, Primitive primitive)
    {
        if (call.Arguments is [ApplySyntax.Text first, ApplySyntax.Text second, ..]
            && TypesOf(first.Value) is { } inputs && TypesOf(second.Value) is { Length: <= 1 } outputs)
        {
            return (inputs, outputs.Length == 1 ? outputs[0] : null, 2);
        }

        if (isManual)
        {
            throw ApplyError.In(
                primitive.Name, call.Column, "its first two arguments are no types, which measureType 'manual' needs",
                $"Write {primitive.Name}('OPH_FLOAT','OPH_FLOAT',…) or choose measureType 'auto'. Types: {string.Join(", ", ElementTypes.AllNames)}.");
        }

        return ([], null, 0);
    }

    /// <summary>The types of a list such as <c>OPH_FLOAT|OPH_INT</c>; null if it is none.</summary>
    private static ImmutableArray<ElementType>? TypesOf(string text)
    {
        if (text.Length == 0)
        {
            return [];
        }

        var types = text.Split('|').Select(ElementTypes.Find).ToArray();
        return System.Array.TrueForAll(types, type => type is not null) ? [.. types.Select(type => type!.Value)] : null;
    }

    private void CheckTypes(ApplySyntax.Call call, Primitive primitive, ImmutableArray<ElementType> named, BoundArgument[] arguments)
    {
        if (!checksTypes || named.IsEmpty)
        {
            return;
        }

        var arrays = arguments.Where(argument => argument.Array is not null).ToArray();
        for (var i = 0; i < arrays.Length && (i < named.Length || named.Length == 1); i++)
        {
            var type = named[Math.Min(i, named.Length - 1)];
            var real = arrays[i].Array!.Shape.Type;
            if (real != type && arrays[i].Array is not ArrayNode.Constant)
            {
                throw ApplyError.In(
                    primitive.Name, call.Column,
                    string.Create(CultureInfo.InvariantCulture, $"argument {arrays[i].Position} has type {real.Name()}, and its input type is said to be {type.Name()}"),
                    "Name the real type, or choose checkType 'no'.");
            }
        }
    }

    private static Dictionary<string, List<BoundArgument>> Placed(ApplySyntax.Call call, Primitive primitive, BoundArgument[] arguments)
    {
        var placed = new Dictionary<string, List<BoundArgument>>(StringComparer.Ordinal);
        var at = 0;
        foreach (var place in primitive.Arguments)
        {
            var taken = new List<BoundArgument>();
            while (at < arguments.Length && (place.Repeats ? Fits(place, arguments[at]) : taken.Count == 0))
            {
                taken.Add(Checked(call, primitive, place, arguments[at++]));
            }

            taken.RemoveAll(argument => argument.Syntax is ApplySyntax.Name && argument.Array is null);
            if (taken.Count > 0)
            {
                placed.Add(place.Name, taken);
            }
            else if (place.Default is null)
            {
                throw ApplyError.In(primitive.Name, call.Column, $"the argument '{place.Name}' is left out", $"It is called as {primitive.Signature}.");
            }
        }

        if (at < arguments.Length)
        {
            throw ApplyError.In(
                primitive.Name, call.Column,
                string.Create(CultureInfo.InvariantCulture, $"argument {arguments[at].Position} is one too many"), $"It is called as {primitive.Signature}.");
        }

        return placed;
    }

    private static bool Fits(PrimitiveArgument place, BoundArgument argument) => place.Kind switch
    {
        PrimitiveArgumentKind.Array => argument.Array is not null,
        PrimitiveArgumentKind.Number => argument.Syntax is ApplySyntax.Number || argument.Array is ArrayNode.Constant,
        _ => argument.Syntax is ApplySyntax.Text,
    };

    private static BoundArgument Checked(ApplySyntax.Call call, Primitive primitive, PrimitiveArgument place, BoundArgument argument)
    {
        var isNull = argument.Syntax is ApplySyntax.Name && argument.Array is null;
        var mayBeNumber = place.Kind == PrimitiveArgumentKind.Array && place.Default is not null && argument.Syntax is ApplySyntax.Number;
        if (isNull || mayBeNumber || Fits(place, argument))
        {
            return argument;
        }

        var wanted = place.Kind switch
        {
            PrimitiveArgumentKind.Array => "an array",
            PrimitiveArgumentKind.Number => "a number",
            _ => "a text in quotes",
        };
        throw ApplyError.In(
            primitive.Name, call.Column,
            string.Create(CultureInfo.InvariantCulture, $"argument {argument.Position} ({place.Name}) is not {wanted}"), $"It is called as {primitive.Signature}.");
    }

    /// <summary>Names of the paper that say the operation: <c>oph_reduce_all_max(measure)</c> is <c>oph_reduce(measure,'oph_max')</c>.</summary>
    private static ApplySyntax.Call Today(ApplySyntax.Call call)
    {
        const string Before = "reduce_all_";
        var at = call.Primitive.IndexOf(Before, StringComparison.OrdinalIgnoreCase);
        var prefix = at < 0 ? "" : call.Primitive[..at];
        var operation = at < 0 ? "" : $"oph_{call.Primitive[(at + Before.Length)..].ToLowerInvariant()}";
        return (prefix is "" || prefix.Equals("oph_", StringComparison.OrdinalIgnoreCase)) && Reductions.Names.Contains(operation, StringComparer.Ordinal)
            ? new ApplySyntax.Call("oph_reduce", call.Arguments.Add(new ApplySyntax.Text(operation, call.Column)), call.Column)
            : call;
    }

    /// <summary>The result in the type that is asked for; missing elements are what the call takes for missing.</summary>
    private static ArrayNode Finished(Primitive primitive, PrimitiveCall call, ArrayNode node)
    {
        var natural = primitive.ResultType.Length > 0 ? node.Shape.Type : call.FirstArray?.Shape.Type ?? node.Shape.Type;
        var type = call.OutputType ?? natural;
        if (node.Shape.Type.IsComplex() && !type.IsComplex())
        {
            if (call.OutputType is not null)
            {
                throw call.Refused($"the result is complex, and {type.Name()} is not", "Take a part with oph_gsl_complex_get_abs, _arg, _real or _imag.");
            }

            type = ElementType.Complex;
        }

        // What oph_cast writes for missing elements is missing afterwards.
        var missing = call.Has("output_missing") && node.Shape.Type == type ? node.Shape.Missing : call.Missing ?? node.Shape.Missing;
        var result = ArrayNodes.Convert(node, type, MissingOf(type, missing));
        return call.MissingNumber is { } filling && type.IsFloat()
            ? ArrayNodes.Element(CalculateOp.FillMissing, result, ArrayNodes.Scalar(filling, type))
            : result;
    }

    private static Int128? MissingOf(ElementType type, Int128? missing)
    {
        if (!type.IsInteger() || missing is null)
        {
            return null;
        }

        var (low, high) = ElementTypes.Limits(type);
        return missing >= low && missing <= high ? missing : null;
    }

    private static RefusalException Unknown(ApplySyntax.Call call)
    {
        var names = Primitives.All.SelectMany(primitive => primitive.Aliases.Prepend(primitive.Name)).ToArray();
        var near = NearestNames.Of(call.Primitive, names);
        return ApplyError.At(
            call.Column, $"There is no primitive '{call.Primitive}'",
            near.Length > 0
                ? $"Did you mean {string.Join(" or ", near.Select(name => $"'{name}'"))}?"
                : $"Primitives: {Refusal.Names(names)}.");
    }
}
