namespace Etalon.Native;

/// <summary>A C library is not installed; the message names the Debian package that holds it.</summary>
/// <param name="soname">File name of the library, with version.</param>
/// <param name="package">The Debian package that holds it; empty if unknown.</param>
public sealed class MissingLibraryException(string soname, string package)
    : Exception(package.Length == 0
        ? $"{soname} is not installed."
        : $"{soname} is not installed: install package {package}: apt-get install {package}")
{
    /// <summary>File name of the library, with version.</summary>
    public string Soname { get; } = soname;

    /// <summary>The Debian package that holds it; empty if unknown.</summary>
    public string Package { get; } = package;
}
