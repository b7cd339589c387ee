using System.Collections.Immutable;
using Etalon.Cubes;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>All operators by name, each with its manual and with whoever carries it out.</summary>
internal sealed class OphidiaOperators
{
    private readonly ImmutableDictionary<string, (OphidiaManual Manual, IOphidiaOperator Operator)> _byName;

    /// <summary>Collects what the families bring.</summary>
    public OphidiaOperators(IEnumerable<IOphidiaFamily> families)
    {
        var all = ImmutableDictionary.CreateBuilder<string, (OphidiaManual, IOphidiaOperator)>(StringComparer.Ordinal);
        foreach (var (manual, carrier) in families.SelectMany(static family => family.Operators))
        {
            foreach (var name in manual.Aliases.Prepend(manual.Name))
            {
                all.Add(name, (manual, carrier));
            }
        }

        _byName = all.ToImmutable();
    }

    /// <summary>Every operator once, by name.</summary>
    public IEnumerable<OphidiaManual> Manuals =>
        _byName.Where(static pair => string.Equals(pair.Key, pair.Value.Manual.Name, StringComparison.Ordinal)).Select(static pair => pair.Value.Manual).OrderBy(static manual => manual.Name, StringComparer.Ordinal);

    /// <summary>The operator of a name; <c>oph_</c> may be left out.</summary>
    /// <exception cref="OphidiaException">There is none: a wrong parameter.</exception>
    public (OphidiaManual Manual, IOphidiaOperator Operator) Find(string name) =>
        _byName.TryGetValue(name, out var found) || _byName.TryGetValue("oph_" + name, out found)
            ? found
            : throw new OphidiaException(OphidiaError.Parameter, $"There is no operator '{name}'.{Near(name)}");

    /// <summary>The manual of an operator in either case, or null.</summary>
    public OphidiaManual? Manual(string name)
    {
        var lower = name.ToLowerInvariant();
        return _byName.TryGetValue(lower, out var found) || _byName.TryGetValue("oph_" + lower, out found) ? found.Manual : null;
    }

    private string Near(string name)
    {
        var near = NearestNames.Of(name, _byName.Keys);
        return near.Length == 0 ? "" : $" Did you mean {string.Join(" or ", near)}?";
    }
}
