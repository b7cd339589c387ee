using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Etalon.Cubes;

namespace Etalon.Operators;

/// <summary>The ports of an operator: <c>projections(y,x), flat(y,x) -> transmission(y,x)</c>.</summary>
/// <param name="Inputs">Input ports, in order.</param>
/// <param name="Outputs">Output ports, in order.</param>
public sealed partial record OperatorSignature(ImmutableArray<SignaturePort> Inputs, ImmutableArray<SignaturePort> Outputs)
{
    /// <summary>Reads a signature.</summary>
    /// <exception cref="RefusalException">The text is no signature (<c>bad-signature</c>).</exception>
    public static OperatorSignature Parse(string text)
    {
        var sides = text.Split("->");
        if (sides.Length != 2)
        {
            throw Bad(text, "it needs exactly one '->'");
        }

        var signature = new OperatorSignature(Ports(text, sides[0]), Ports(text, sides[1]));
        if (signature.Inputs.Count(port => port.IsVariadic) > 1 || signature.Outputs.Count(port => port.IsVariadic) > 1)
        {
            throw Bad(text, "only one port of a side may take any number of cubes");
        }

        return signature;
    }

    /// <summary>The names of an operator's outputs when there are <paramref name="count"/> of them.</summary>
    public ImmutableArray<string> OutputNames(int count)
    {
        var names = ImmutableArray.CreateBuilder<string>(count);
        foreach (var port in Outputs)
        {
            var copies = port.IsVariadic ? count - Outputs.Length + 1 : 1;
            for (var i = 0; i < copies && names.Count < count; i++)
            {
                names.Add(port.IsVariadic ? $"{port.Name}[{i.ToString(CultureInfo.InvariantCulture)}]" : port.Name);
            }
        }

        return names.Count == count
            ? names.ToImmutable()
            : throw new InvalidOperationException($"The signature '{this}' has no names for {count} outputs.");
    }

    /// <inheritdoc />
    public override string ToString() => $"{string.Join(", ", Inputs)} -> {string.Join(", ", Outputs)}".Trim();

    private static ImmutableArray<SignaturePort> Ports(string text, string side)
    {
        var ports = ImmutableArray.CreateBuilder<SignaturePort>();
        var rest = side.Trim();
        while (rest.Length > 0)
        {
            var match = Port().Match(rest);
            if (!match.Success)
            {
                throw Bad(text, $"'{rest}' is no list of ports");
            }

            var axes = match.Groups["axes"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            var marks = match.Groups["marks"].Value;
            var name = match.Groups["name"].Value;
            if (ports.Any(port => string.Equals(port.Name, name, StringComparison.Ordinal)))
            {
                throw Bad(text, $"two ports are called '{name}'");
            }

            ports.Add(new SignaturePort(
                name, [.. axes], marks.Contains('*', StringComparison.Ordinal), marks.Contains('?', StringComparison.Ordinal)));
            rest = rest[match.Length..];
        }

        return ports.ToImmutable();
    }

    private static RefusalException Bad(string text, string why) => new(
        "bad-signature", $"'{text}' is no operator signature: {why}.",
        "Write ports and core axes like 'cube($axes), weights* -> result(x)'.");

    [GeneratedRegex(
        @"^(?<name>[A-Za-z_][\w-]*)(?<marks>[*?]{0,2})\s*(\((?<axes>[^()]*)\))?\s*(,\s*(?=\S)|$)",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Port();
}
