using System.Collections.Immutable;
using System.Globalization;
using Etalon.Catalog;
using Etalon.Cubes;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>What operators of the catalogue read out of a call, and how they write.</summary>
internal static class CatalogueCalls
{
    /// <summary>A folder of the session, from a path and the folder in which the user stands.</summary>
    public static ImmutableArray<string> Path(this OphidiaCall call, string path) => OphidiaPath.Resolve(path, call.Arguments["cwd"], call.Visit.Row.Code);

    /// <summary>The folder that the argument <c>path</c> names.</summary>
    public static ImmutableArray<string> Path(this OphidiaCall call) => call.Path(call.Arguments["path"]);

    /// <summary>A filter; null where everything fits.</summary>
    public static string? Filter(this OphidiaCall call, string key) => call.Arguments[key] is var value and not ("all" or "" or "-" or "null") ? value : null;

    /// <summary>Several filters; none where everything fits.</summary>
    public static ImmutableArray<string> Filters(this OphidiaCall call, string key) => call.Filter(key) is null ? [] : call.Arguments.List(key);

    /// <summary>What changes something needs more than a look.</summary>
    /// <exception cref="RefusalException"><c>forbidden</c>.</exception>
    public static void NeedsWrite(this OphidiaCall call)
    {
        if (call.Visit.Role < OphidiaRole.Write)
        {
            throw new RefusalException("forbidden", $"{call.Arguments.Operator}: this needs the right 'write' in this session.", "Ask the session's owner for it.", RefusalKind.Forbidden);
        }
    }

    /// <summary>The container that an argument names: by its PID, its number, or its name and folders.</summary>
    public static async Task<OphidiaContainerRow> ContainerAsync(this ArrangeOphidiaContainers containers, OphidiaCall call, string named, CancellationToken cancellation)
    {
        var prefix = call.Visit.Session.Server + "/";
        var number = named.StartsWith(prefix, StringComparison.Ordinal) ? named[prefix.Length..] : named;
        if (!long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return await containers.FindAsync(call.Visit.Row.RootFolderId, call.Path(named), cancellation);
        }

        try
        {
            return await containers.FindAsync(call.Visit.Row.Code, id, cancellation);
        }
        catch (RefusalException) when (ReferenceEquals(number, named))
        {
            // A name may be made of digits as well.
            return await containers.FindAsync(call.Visit.Row.RootFolderId, call.Path(named), cancellation);
        }
    }

    /// <summary>The name of a cube or container for clients.</summary>
    public static string Pid(this OphidiaCall call, long container, long cube = 0) => new OphidiaPid(call.Visit.Session.Server, container, cube).ToString();

    /// <summary>A number as cells are.</summary>
    public static string Cell(this long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A moment as cells are.</summary>
    public static string Cell(this DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>A table with columns of text.</summary>
    public static OphidiaGrid Grid(string key, string title, ImmutableArray<string> columns, IEnumerable<IReadOnlyList<string>> rows) =>
        new(key, new OphidiaTable(title, [.. columns.Select(static column => (column, "string"))], rows));
}
