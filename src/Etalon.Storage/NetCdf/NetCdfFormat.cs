using Etalon.Native;

namespace Etalon.Storage;

/// <summary>NetCDF: the three classic kinds, and NetCDF-4 (HDF5 that says so, or uses dimension scales or CF conventions).</summary>
public sealed class NetCdfFormat : IDatasetFormat
{
    private const int Certain = 100;
    private const int Likely = 80;

    /// <inheritdoc />
    public string Name => "netcdf";

    /// <inheritdoc />
    public int Recognise(string path, ReadOnlySpan<byte> head)
    {
        if (IsClassic(head))
        {
            return Certain;
        }

        if (!Hdf5Signature.IsIn(path, head))
        {
            return 0;
        }

        try
        {
            using var file = Hdf5File.Open(path);
            return Score(file);
        }
        catch (Exception error) when (error is NativeException or MissingLibraryException)
        {
            // Whoever opens it says what is wrong.
            return 0;
        }
    }

    /// <inheritdoc />
    public IDatasetReader Open(string path)
    {
        var head = new byte[4];
        using (var file = File.OpenHandle(path))
        {
            _ = RandomAccess.Read(file, head, 0);
        }

        return new CfReader(IsClassic(head) ? ClassicFile.Open(path) : NetCdf4File.Open(path));
    }

    /// <inheritdoc />
    public IDatasetWriter Create(string path, IReadOnlyDictionary<string, string> options) =>
        new NetCdf4Writer(path, WriterOptions.Parse(options));

    private static bool IsClassic(ReadOnlySpan<byte> head) =>
        head.Length >= 4 && head[..3].SequenceEqual("CDF"u8) && head[3] is 1 or 2 or 5;

    private static int Score(Hdf5File file)
    {
        var attributes = file.Root.Attributes;
        if (attributes.Contains("_NCProperties"))
        {
            return Certain;
        }

        if (attributes.Contains("NX_class") || attributes.Contains("default"))
        {
            return 0;
        }

        var conventions = attributes.Find("Conventions")?.Text ?? "";
        return conventions.Contains("CF-", StringComparison.OrdinalIgnoreCase) || HasNetCdfScale(file) ? Likely : 0;
    }

    private static bool HasNetCdfScale(Hdf5File file)
    {
        const int looked = 64;
        foreach (var link in file.Root.Links().Where(link => link.Kind == Hdf5LinkKind.Hard).Take(looked))
        {
            using var found = file.Root.Open(link.Name);
            if (found.Attributes.Contains("_Netcdf4Dimid") || found.Attributes.Find("CLASS") is { Text: "DIMENSION_SCALE" })
            {
                return true;
            }
        }

        return false;
    }
}
