using Etalon.Cubes;

namespace Etalon.Catalog;

/// <summary>What the use cases on folders refuse.</summary>
internal static class FolderRefusals
{
    public static RefusalException Unknown(string folder) => new(
        "unknown-folder", $"There is no folder '{folder}'.", "List the folders.", RefusalKind.Missing);

    public static void CheckName(string name)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > 255 || name.Contains('/', StringComparison.Ordinal))
        {
            throw new RefusalException("invalid-name", $"'{name}' is no name for a folder: 1 to 255 characters, no '/'.", "Choose another name.");
        }
    }
}
