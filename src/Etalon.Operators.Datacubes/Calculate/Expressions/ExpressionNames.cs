using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>The names by which an expression can call its cubes.</summary>
internal sealed class ExpressionNames
{
    private readonly Dictionary<string, int> _inputs = new(StringComparer.Ordinal);

    /// <summary>The names of some cubes.</summary>
    /// <param name="names">Names given by the user, in the order of the inputs; or none.</param>
    /// <param name="inputs">The cubes.</param>
    public ExpressionNames(ImmutableArray<string> names, Inputs inputs)
    {
        Inputs = inputs;
        if (!names.IsDefaultOrEmpty && names.Length != inputs.Count)
        {
            throw new RefusalException(
                "bad-parameter", $"There are {inputs.Count} cubes but {names.Length} names ({string.Join(", ", names)}).", "Give one name per cube, in order.");
        }

        // Cube names first, so that port names and given names win where they are the same.
        foreach (var group in inputs.Ports.Select((port, i) => (port.Cube.Name, i)).GroupBy(pair => pair.Name, StringComparer.Ordinal))
        {
            if (group.Count() == 1)
            {
                _inputs[group.Key] = group.First().i;
            }
        }

        for (var i = 0; i < inputs.Count; i++)
        {
            _inputs[inputs.Ports[i].Name] = i;
            if (!names.IsDefaultOrEmpty)
            {
                _inputs[names[i]] = i;
            }
        }
    }

    /// <summary>The cubes.</summary>
    public Inputs Inputs { get; }

    /// <summary>All names.</summary>
    public IEnumerable<string> All => _inputs.Keys.Order(StringComparer.Ordinal);

    /// <summary>The input of that name, or -1.</summary>
    public int Find(string name) => _inputs.GetValueOrDefault(name, -1);
}
