using System.Collections.Immutable;
using System.Text;
using Etalon.Cubes;
using Microsoft.Win32.SafeHandles;

namespace Etalon.Storage;

/// <summary>Opens NetCDF-3 files: the header is read here, samples later from their known places, by any number of threads.</summary>
internal static class ClassicFile
{
    private const int HeaderBufferBytes = 64 << 10;
    private const long MaximumTextBytes = 16 << 20;

    /// <summary>Opens a file.</summary>
    /// <exception cref="RefusalException">It is damaged or truncated.</exception>
    public static CfFile Open(string path)
    {
        var file = File.OpenHandle(path, options: FileOptions.RandomAccess);
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, HeaderBufferBytes);
            return Lay(path, file, ClassicHeader.Read(stream), stream.Length);
        }
        catch (Exception error) when (error is InvalidDataException or OverflowException)
        {
            file.Dispose();
            throw Refusal.Corrupt(path, error is OverflowException ? "its sizes do not fit any file" : error.Message, error);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static CfFile Lay(string path, SafeFileHandle file, ClassicHeader header, long fileBytes)
    {
        var record = header.Dimensions.Select((dimension, i) => (dimension.Length, i)).Where(pair => pair.Length == 0)
            .Select(pair => pair.i).DefaultIfEmpty(-1).First();
        var recordVariables = header.Variables.Where(variable => variable.Dimensions.Contains(record)).ToArray();
        var stride = RecordBytes(header, recordVariables);
        var records = header.Records;
        if (records < 0)
        {
            var first = recordVariables.Select(variable => variable.Begin).DefaultIfEmpty(fileBytes).Min();
            records = stride == 0 ? 0 : Math.Max(0, (fileBytes - first) / stride);
        }

        var dimensions = header.Dimensions
            .Select((dimension, i) => new CfDimension(dimension.Name, i == record ? records : dimension.Length))
            .ToImmutableArray();
        var variables = header.Variables
            .Select(variable => Describe(path, file, variable, dimensions, record, stride, fileBytes))
            .ToImmutableArray();
        return new CfFile(path, variables, header.Attributes, [], file);
    }

    /// <summary>Bytes of one record: each variable's part is padded to 4 bytes, unless there is only one.</summary>
    private static long RecordBytes(ClassicHeader header, ClassicVariable[] variables)
    {
        var total = 0L;
        foreach (var variable in variables)
        {
            var bytes = (long)ClassicType.Bytes(variable.TypeCode);
            foreach (var dimension in variable.Dimensions.Skip(1))
            {
                bytes = checked(bytes * header.Dimensions[dimension].Length);
            }

            total = checked(total + (variables.Length == 1 ? bytes : (bytes + 3) / 4 * 4));
        }

        return total;
    }

    private static CfVariable Describe(
        string path,
        SafeFileHandle file,
        ClassicVariable variable,
        ImmutableArray<CfDimension> dimensions,
        int record,
        long stride,
        long fileBytes)
    {
        if (variable.Dimensions.Skip(1).Contains(record) && record >= 0)
        {
            throw new InvalidDataException($"the record dimension of '{variable.Name}' is not its first");
        }

        var isRecord = record >= 0 && variable.Dimensions.Contains(record);
        var own = variable.Dimensions.Select(dimension => dimensions[dimension]).ToImmutableArray();
        var place = new FilePlace(file, path, variable.Begin, IsForeignOrder: true, isRecord ? stride : null);
        RequireInside(variable, own, place, fileBytes);
        var type = ClassicType.Sample(variable.TypeCode);
        var shape = own.Select(dimension => dimension.Length).ToImmutableArray();
        return new CfVariable(variable.Name, type is null && own.Length > 0 ? own[..^1] : own, type, variable.Attributes)
        {
            HasDefaultFill = true,
            Open = () => new FileArray(place, shape, type ?? SampleType.UInt8),
            Texts = () => ReadTexts(place, shape),
        };
    }

    private static void RequireInside(ClassicVariable variable, ImmutableArray<CfDimension> own, FilePlace place, long fileBytes)
    {
        var row = (long)ClassicType.Bytes(variable.TypeCode);
        foreach (var dimension in own.Skip(1))
        {
            row = checked(row * dimension.Length);
        }

        var rows = own.IsEmpty ? 1 : own[0].Length;
        if (rows == 0 || row == 0)
        {
            return;
        }

        var end = checked(variable.Begin + ((rows - 1) * (place.RowStride ?? row)) + row);
        if (end > fileBytes)
        {
            throw new InvalidDataException($"'{variable.Name}' should end at byte {end}, the file ends at {fileBytes}");
        }
    }

    private static unsafe ImmutableArray<string> ReadTexts(FilePlace place, ImmutableArray<long> shape)
    {
        using var array = new FileArray(place, shape, SampleType.UInt8);
        var whole = Region.Of(shape);
        if (whole.Samples is 0 or > MaximumTextBytes)
        {
            return [];
        }

        using var pool = new BufferPool(MaximumTextBytes * 2);
        var bytes = new byte[whole.Samples];
        fixed (byte* first = bytes)
        {
            array.Read(whole, first, pool, CancellationToken.None);
        }

        var length = shape.IsEmpty ? 1 : (int)shape[^1];
        return [.. bytes.Chunk(length).Select(text => Encoding.UTF8.GetString(text).TrimEnd('\0', ' '))];
    }
}
