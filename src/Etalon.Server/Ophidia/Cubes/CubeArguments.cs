using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>Arguments that operators making cubes have in common.</summary>
internal static class CubeArguments
{
    /// <summary>The remark on the result; null for none, also where the operator takes none.</summary>
    public static string? Described(this OphidiaArguments arguments) => arguments.Optional("description");

    /// <summary>The container named for the result; null for none.</summary>
    public static string? Container(this OphidiaArguments arguments) => arguments.Optional("container");

    private static string? Optional(this OphidiaArguments arguments, string key) => arguments.Has(key) ? arguments.Text(key) : null;
}
