namespace Etalon.Storage.Tests;

/// <summary>A folder of its own for each test, gone afterwards.</summary>
/// <remarks>In memory where there is such a place: hundreds of small stores are flushed one by one, which a disk makes slow.</remarks>
internal sealed class TempFolder : IDisposable
{
    private const string Memory = "/dev/shm";

    public string Path { get; } = Make();

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private static string Make()
    {
        if (!Directory.Exists(Memory))
        {
            return Directory.CreateTempSubdirectory("etalon-storage-").FullName;
        }

        return Directory.CreateDirectory(System.IO.Path.Combine(Memory, $"etalon-storage-{Guid.NewGuid():N}")).FullName;
    }
}
