using Etalon.Cubes;

namespace Etalon.Server;

/// <summary>A file that an operator is to write: aside first, then at its place.</summary>
/// <param name="Folder">The folder, made already.</param>
/// <param name="Name">The file.</param>
/// <param name="IsOwn">Whether it is the cube's own folder, which is served.</param>
internal sealed record OutputPlace(string Folder, string Name, bool IsOwn)
{
    /// <summary>The file at its place.</summary>
    public string Path => System.IO.Path.Combine(Folder, Name);

    /// <summary>The file of one of several pieces.</summary>
    public OutputPlace Piece(long number) => this with { Name = $"{System.IO.Path.GetFileNameWithoutExtension(Name)}_{number}{System.IO.Path.GetExtension(Name)}" };

    /// <summary>Refuses a place where there is something already, unless it may be overwritten. The server's own folders are not told.</summary>
    public void Check(bool mayOverwrite)
    {
        if (Directory.Exists(Path) || (File.Exists(Path) && !mayOverwrite))
        {
            throw new RefusalException("path-exists", $"'{(IsOwn ? Name : Path)}' exists already.", "Choose another name, or add force=yes to overwrite a file.", RefusalKind.Conflict);
        }
    }
}
