using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Etalon.Native;

namespace Etalon.Compare;

/// <summary>
/// libnetcdf alone, as a C program would use it: a whole float variable in pieces along its first axis, as long as a chunk, into one
/// buffer; and the largest sample, so that every program answers the same question.
/// </summary>
internal sealed unsafe class NetCdfRead : IDisposable
{
    private const long LeastPiece = 16 << 20;
    private float* _buffer;
    private long _samples;

    public Measured Measure(string file, string variable)
    {
        return Measured.Of(() =>
        {
            using var opened = NetCdfFile.Open(file);
            return Read(opened.Root.FindVariable(variable) ?? throw new InvalidDataException($"{file} has no variable {variable}"));
        });
    }

    public void Dispose() => NativeMemory.AlignedFree(_buffer);

    private (long Bytes, double Value) Read(NetCdfVariable variable)
    {
        long[] shape = [.. variable.Shape];
        var row = shape.Skip(1).Aggregate(1L, (product, length) => product * length);
        var chunk = variable.ChunkShape is [var first, ..] ? first : Math.Max(1, LeastPiece / (row * sizeof(float)));
        Reserve(row * chunk);
        var most = float.NegativeInfinity;
        var bytes = 0L;
        for (var at = 0L; at < shape[0]; at += chunk)
        {
            var rows = Math.Min(chunk, shape[0] - at);
            long[] start = [at, .. new long[shape.Length - 1]];
            long[] count = [rows, .. shape.Skip(1)];
            variable.Read(start, count, NumberType.Float32, _buffer, rows * row * sizeof(float));
            most = Math.Max(most, TensorPrimitives.Max(new ReadOnlySpan<float>(_buffer, checked((int)(rows * row)))));
            bytes += rows * row * sizeof(float);
        }

        return (bytes, most);
    }

    private void Reserve(long samples)
    {
        if (_samples >= samples)
        {
            return;
        }

        NativeMemory.AlignedFree(_buffer);
        _buffer = (float*)NativeMemory.AlignedAlloc((nuint)(samples * sizeof(float)), 64);
        new Span<float>(_buffer, checked((int)samples)).Fill(1);
        _samples = samples;
    }
}
