using System.Collections.Immutable;

namespace Etalon.Ophidia;

/// <summary>An operator that makes a cube of cubes: it says how, the engine makes it.</summary>
public interface ICubeTranslation
{
    /// <summary>Its manual.</summary>
    OphidiaManual Manual { get; }

    /// <summary>The cubes that a call names, in order.</summary>
    ImmutableArray<string> Cubes(OphidiaArguments arguments);

    /// <summary>The cube that a call makes: its recipe and the parts its dimensions play. Sizes and types are settled by the engine.</summary>
    OphidiaCube Draft(CubeTask task);
}
