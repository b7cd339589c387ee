using System.Collections.Immutable;
using Etalon.Catalog;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary><c>oph_folder</c>.</summary>
internal sealed class ChangeFolder(CatalogDatabase catalog) : IOphidiaOperator
{
    /// <inheritdoc />
    public async Task<OphidiaAnswer> RunAsync(OphidiaCall call, CancellationToken cancellation)
    {
        var folders = new ArrangeOphidiaFolders(catalog.Source);
        var root = call.Visit.Row.RootFolderId;
        var paths = call.Arguments.List("path");
        switch (call.Arguments["command"])
        {
            case "cd":
                // Without a path, home: the session's root.
                var path = paths.IsEmpty ? [] : Path(call, paths, 1)[0];
                await folders.FindAsync(root, path, cancellation);
                return Standing(OphidiaPath.Text(path));
            case "mkdir":
                await folders.MakeAsync(root, Path(call, paths, 1)[0], cancellation);
                break;
            case "mv":
                var both = Path(call, paths, 2);
                await folders.MoveAsync(root, both[0], both[1], cancellation);
                break;
            default:
                await folders.RemoveAsync(root, Path(call, paths, 1)[0], cancellation);
                break;
        }

        return OphidiaAnswer.Done;
    }

    private static OphidiaAnswer Standing(string path) => new([new OphidiaText("folder", "Current Working Directory", path)])
    {
        Results = ImmutableSortedDictionary<string, string>.Empty.Add("cwd", path),
        Extra = [("cwd", path)],
    };

    private static ImmutableArray<ImmutableArray<string>> Path(OphidiaCall call, ImmutableArray<string> paths, int count)
    {
        if (call.Arguments["command"] is not "cd")
        {
            call.NeedsWrite();
        }

        return paths.Length == count
            ? [.. paths.Select(call.Path)]
            : throw call.Arguments.Bad("path", count == 1 ? "takes one path here" : "takes two paths here, between a bar: old|new");
    }
}
