using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Cubes from a file or folder; the format is found by content.</summary>
[Operator("import", "1.0.0", " -> cubes*", Doc = "Brings cubes in from a file or folder.")]
public sealed class Import : IFileSource<Import.Parameters>
{
    /// <summary>What the user may choose.</summary>
    /// <param name="Path">The file or folder.</param>
    /// <param name="Cubes">The wanted cubes; empty for all.</param>
    public sealed record Parameters(
        [Doc("the file or folder")] string Path,
        [Doc("the wanted cubes; empty for all")] ImmutableArray<string> Cubes = default);

    /// <inheritdoc />
    public FileRequest Request(Parameters parameters)
    {
        if (string.IsNullOrWhiteSpace(parameters.Path) || parameters.Path.Contains('\0', StringComparison.Ordinal))
        {
            throw new RefusalException("bad-parameter", "An import needs the path of a file or folder.", "Set 'path'.");
        }

        return new FileRequest(parameters.Path, parameters.Cubes.IsDefault ? [] : parameters.Cubes);
    }
}
