using System.Globalization;
using Etalon.Cubes;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>Decides where operators may write: in the cube's own folder, or below the folder of files that is configured for clients.</summary>
internal sealed class OutputPlaces(OphidiaFiles files, EtalonHome home, OutputFolders folders)
{
    /// <summary>The place that a task's <c>output_path</c>, <c>output_name</c> and <c>output</c> ask for.</summary>
    /// <param name="call">The task.</param>
    /// <param name="cube">The cube.</param>
    /// <param name="extension">What the file's name ends with, unless the user gives another ending.</param>
    public OutputPlace Of(OphidiaCall call, StoredCube cube, string extension)
    {
        var (path, name) = Asked(call.Arguments);
        name = CheckName(name ?? NameOf(cube.Cube.Measure), extension);
        var own = folders.Exported(cube.Row.ContainerId, cube.Row.Id);
        if (path is null)
        {
            Directory.CreateDirectory(own);
            return new OutputPlace(own, name, IsOwn: true);
        }

        var full = Writable(path, call);
        if (File.Exists(full))
        {
            throw call.Arguments.Bad("output_path", $"is '{path}', which is a file; it is a folder");
        }

        OutputFaults.Guarded(path, () => Directory.CreateDirectory(full));
        return new OutputPlace(full, name, IsOwn: false);
    }

    /// <summary>The place in the session's folder, for <c>misc=yes</c>: the cube's numbers stand behind the name, because files of all cubes are there.</summary>
    public OutputPlace OfSession(OphidiaCall call, StoredCube cube, string extension)
    {
        var (path, name) = Asked(call.Arguments);
        if (path is not null)
        {
            throw call.Arguments.Bad("misc", "is 'yes', and 'output_path' names a folder; a file goes to one of them");
        }

        var stem = Path.GetFileNameWithoutExtension(CheckName(name ?? NameOf(cube.Cube.Measure), extension));
        var folder = SessionFolder(call);
        Directory.CreateDirectory(folder);
        return new OutputPlace(folder, string.Create(CultureInfo.InvariantCulture, $"{stem}_{cube.Row.ContainerId}_{cube.Row.Id}{extension}"), IsOwn: false);
    }

    /// <summary>Whether the task says where.</summary>
    public static bool IsGiven(OphidiaArguments arguments) => Asked(arguments) is not (null, null);

    /// <summary>The place of a program's output; without a folder that of the session's programs.</summary>
    public OutputPlace OfProgram(OphidiaCall call)
    {
        var (path, name) = Asked(call.Arguments);
        var full = path is null ? SessionFolder(call) : Writable(path, call);
        OutputFaults.Guarded(path ?? "the session's folder", () => Directory.CreateDirectory(full));
        return new OutputPlace(full, CheckName(name ?? "", ""), IsOwn: path is null);
    }

    /// <summary>The full path of something that a user may change.</summary>
    /// <exception cref="RefusalException"><c>path-outside</c>, <c>not-writable</c>.</exception>
    public string Writable(string named, OphidiaCall call)
    {
        var full = files.Resolve(named, call.Arguments["cdd"]);
        if ((full + "/").StartsWith(home.Folder + "/", StringComparison.Ordinal) || home.Folder.StartsWith(full + "/", StringComparison.Ordinal))
        {
            throw new RefusalException("not-writable", $"'{named}' belongs to Etalon itself.", "Choose another folder, or leave it out.", RefusalKind.Forbidden);
        }

        // Who may administer the server may write wherever its command line writes.
        return files.Root.Length > 0 || call.Visit.Viewer.IsAdministrator
            ? full
            : throw new RefusalException(
                "not-writable", $"'{named}' may not be written: no folder of files is set up for clients.",
                "Leave the path out, the answer then says where the file is; or ask for the server to be started with ETALON_OPHIDIA_FILES=FOLDER.", RefusalKind.Forbidden);
    }

    private string SessionFolder(OphidiaCall call) => Path.Combine(home.Exported, $"session-{call.Visit.Row.Code}");

    /// <summary>The folder and the name that are asked for; <c>output</c> is both at once.</summary>
    private static (string? Path, string? Name) Asked(OphidiaArguments arguments)
    {
        var (path, name) = (Given(arguments, "output_path"), Given(arguments, "output_name"));
        return arguments.Knows("output") && arguments.Text("output") is { } both
            ? (Path.GetDirectoryName(both) is { Length: > 0 } folder ? folder : path, Path.GetFileName(both))
            : (path, name);
    }

    private static string? Given(OphidiaArguments arguments, string key) => arguments.Text(key) is { } value and not "default" ? value : null;

    private static string NameOf(string measure) => string.Concat(measure.Select(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' ? letter : '_')).TrimStart('.') is { Length: > 0 } name ? name : "cube";

    private static string CheckName(string name, string extension) =>
        name.Length is > 0 and < 200 && !name.StartsWith('.') && name.IndexOfAny(['/', '\\', '\0', '\n']) < 0
            ? name.EndsWith(extension, StringComparison.OrdinalIgnoreCase) ? name : name + extension
            : throw new RefusalException("bad-name", $"'{name}' is no name for a file.", "Give a name without folders that does not begin with a dot.");
}
