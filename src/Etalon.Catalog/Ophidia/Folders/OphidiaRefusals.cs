using System.Buffers;
using Etalon.Cubes;

namespace Etalon.Catalog;

/// <summary>What the use cases on Ophidia's folders and containers refuse.</summary>
internal static class OphidiaRefusals
{
    private const int LongestName = 255;
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("/|;[]\\\"'");

    public static RefusalException UnknownFolder(IReadOnlyList<string> path) => new(
        "unknown-folder", $"There is no folder '{Text(path)}' in this session.", "'oph_list level=0;recursive=yes;path=/' shows all folders.", RefusalKind.Missing);

    public static RefusalException UnknownContainer(string container) => new(
        "unknown-container", $"There is no container '{container}' here.", "'oph_list level=1' shows the containers of a folder.", RefusalKind.Missing);

    public static RefusalException Taken(string name) => new(
        "duplicate-name", $"There is a folder or container '{name}' at this place already.", "Choose another name.", RefusalKind.Conflict);

    public static void CheckName(string name)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > LongestName || name is "." or ".." || name.AsSpan().ContainsAny(Forbidden) || name.Any(char.IsControl))
        {
            throw new RefusalException(
                "invalid-name", $"'{name}' is no name for a folder or container: 1 to {LongestName} characters, none of / | ; [ ] \\ and quotation marks.", "Choose another name.");
        }
    }

    public static string Text(IReadOnlyList<string> path) => "/" + string.Join('/', path);
}
