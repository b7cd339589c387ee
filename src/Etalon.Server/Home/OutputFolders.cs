using System.Globalization;

namespace Etalon.Server;

/// <summary>The folders of what was made of cubes for people and other programs: web pages and files, by container and cube.</summary>
internal sealed class OutputFolders(EtalonHome home)
{
    /// <summary>The pages of a cube.</summary>
    public string Published(long container, long cube) => Of(home.Published, container, cube);

    /// <summary>The files of a cube.</summary>
    public string Exported(long container, long cube) => Of(home.Exported, container, cube);

    /// <summary>Removes everything of a cube.</summary>
    public void Remove(long container, long cube)
    {
        StagingFolder.Remove(Published(container, cube));
        StagingFolder.Remove(Exported(container, cube));
    }

    private static string Of(string folder, long container, long cube) =>
        Path.Combine(folder, container.ToString(CultureInfo.InvariantCulture), cube.ToString(CultureInfo.InvariantCulture));
}
