using System.Collections.Immutable;
using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Operators;

/// <summary>Puts what a user connected in the order of a signature's ports.</summary>
internal static class PortConnection
{
    public static ImmutableArray<(string Port, GraphLink Link)> Connect(
        OperatorSignature signature, ImmutableArray<(string Port, GraphLink Link)> given)
    {
        var left = given.ToDictionary(input => input.Port, input => input.Link, StringComparer.Ordinal);
        var ordered = ImmutableArray.CreateBuilder<(string Port, GraphLink Link)>();
        foreach (var port in signature.Inputs)
        {
            var count = port.IsVariadic ? TakeAll(port.Name, left, ordered) : Take(port.Name, left, ordered);
            if (count == 0 && !port.IsOptional)
            {
                var axes = port.CoreAxes.IsEmpty ? "" : $" (a cube with {string.Join(", ", port.CoreAxes)})";
                throw new RefusalException(
                    "missing-input", $"Input '{port.Name}'{axes} is not connected. Inputs: {string.Join(", ", signature.Inputs)}.",
                    $"Connect a cube to it: --input {port.Name}=…");
            }
        }

        return left.Count == 0
            ? ordered.ToImmutable()
            : throw Refusal.Unknown("input", left.Keys.Order(StringComparer.Ordinal).First(), signature.Inputs.Select(port => port.Name));
    }

    /// <summary>Core axes that the signature names must be there.</summary>
    public static void CheckAxes(OperatorSignature signature, Inputs inputs)
    {
        foreach (var (name, cube) in inputs.Ports)
        {
            var port = signature.Inputs.First(
                candidate => string.Equals(candidate.Name, name.Split('[')[0], StringComparison.Ordinal));
            foreach (var axis in port.CoreAxes.Where(axis => !axis.StartsWith('$')))
            {
                if (cube.Find(axis) < 0)
                {
                    var refusal = Refusal.Unknown("axis", axis, cube.Axes.Select(known => known.Name));
                    throw new RefusalException(
                        refusal.Code, $"Input '{name}' needs an axis '{axis}'. {refusal.Message}",
                        "Rename an axis of the cube, or connect another cube.");
                }
            }
        }
    }

    private static int Take(
        string port, Dictionary<string, GraphLink> left, ImmutableArray<(string Port, GraphLink Link)>.Builder ordered)
    {
        if (!left.Remove(port, out var link))
        {
            return 0;
        }

        ordered.Add((port, link));
        return 1;
    }

    /// <summary><c>cubes[0]</c>, <c>cubes[1]</c>, … without a gap; a plain <c>cubes</c> is the first.</summary>
    private static int TakeAll(
        string port, Dictionary<string, GraphLink> left, ImmutableArray<(string Port, GraphLink Link)>.Builder ordered)
    {
        var count = 0;
        while (true)
        {
            var name = $"{port}[{count.ToString(CultureInfo.InvariantCulture)}]";
            if (!left.Remove(name, out var link) && (count > 0 || !left.Remove(port, out link)))
            {
                return count;
            }

            ordered.Add((name, link));
            count++;
        }
    }
}
