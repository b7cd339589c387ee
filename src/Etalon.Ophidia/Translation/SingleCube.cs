using System.Collections.Immutable;

namespace Etalon.Ophidia;

/// <summary>An operator of one cube.</summary>
public abstract class SingleCube(OphidiaManual manual) : ICubeTranslation
{
    /// <inheritdoc />
    public OphidiaManual Manual => manual;

    /// <inheritdoc />
    public ImmutableArray<string> Cubes(OphidiaArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return [arguments["cube"]];
    }

    /// <inheritdoc />
    public abstract OphidiaCube Draft(CubeTask task);
}
