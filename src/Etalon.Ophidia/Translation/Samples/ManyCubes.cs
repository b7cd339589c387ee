using System.Collections.Immutable;

namespace Etalon.Ophidia;

/// <summary>An operator of any number of cubes.</summary>
public abstract class ManyCubes(OphidiaManual manual) : ICubeTranslation
{
    /// <inheritdoc />
    public OphidiaManual Manual => manual;

    /// <inheritdoc />
    public virtual ImmutableArray<string> Cubes(OphidiaArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return arguments.List("cubes") is { IsEmpty: false } cubes ? cubes : throw arguments.Bad("cubes", "names no cube");
    }

    /// <inheritdoc />
    public abstract OphidiaCube Draft(CubeTask task);
}
