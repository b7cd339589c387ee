using System.Buffers;
using System.Runtime.InteropServices;

namespace Etalon.Numerics;

/// <summary>What the planes of <see cref="ExactSums"/> do not hold: the few sums that need more bits, and infinities.</summary>
internal sealed class OutsizeSums
{
    private const byte PlusInfinity = 1;
    private const byte MinusInfinity = 2;

    private readonly Dictionary<int, Superaccumulator> _spilled = [];
    private readonly Dictionary<int, byte> _infinite = [];

    /// <summary>Sums that needed more than their planes.</summary>
    public int Spilled => _spilled.Count;

    /// <summary>Whether the planes hold everything.</summary>
    public bool IsEmpty => _spilled.Count == 0 && _infinite.Count == 0;

    /// <summary>What a sum has besides its planes, or null.</summary>
    public Superaccumulator? Find(int index) => _spilled.Count == 0 ? null : _spilled.GetValueOrDefault(index);

    /// <summary>What a sum has besides its planes; zero at first.</summary>
    public Superaccumulator Of(int index)
    {
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_spilled, index, out _);
        return sum ??= new Superaccumulator();
    }

    /// <summary>Remembers that a sum has got an infinity.</summary>
    public void AddInfinity(int index, double value) => Flag(index, value > 0 ? PlusInfinity : MinusInfinity);

    /// <summary>The value of a sum with infinities: NaN where it has both; null where it has none.</summary>
    public double? Infinity(int index) => _infinite.Count == 0 || !_infinite.TryGetValue(index, out var flags)
        ? null
        : flags switch
        {
            PlusInfinity => double.PositiveInfinity,
            MinusInfinity => double.NegativeInfinity,
            _ => double.NaN,
        };

    /// <summary>Adds everything others have seen.</summary>
    public void Merge(OutsizeSums other)
    {
        foreach (var (index, sum) in other._spilled)
        {
            Of(index).Merge(sum);
        }

        foreach (var (index, flags) in other._infinite)
        {
            Flag(index, flags);
        }
    }

    /// <summary>Writes everything.</summary>
    public void Save(IBufferWriter<byte> writer)
    {
        Write(writer, _spilled.Count);
        foreach (var (index, sum) in _spilled)
        {
            Write(writer, index);
            writer.Write(MemoryMarshal.AsBytes(sum.Digits));
        }

        Write(writer, _infinite.Count);
        foreach (var (index, flags) in _infinite)
        {
            Write(writer, index);
            Write(writer, flags);
        }
    }

    /// <summary>Replaces everything by what was saved, and returns what follows it.</summary>
    public ReadOnlySpan<byte> Load(ReadOnlySpan<byte> saved)
    {
        _spilled.Clear();
        for (var left = Read(ref saved); left > 0; left--)
        {
            var index = Read(ref saved);
            var digits = MemoryMarshal.Cast<byte, ulong>(saved[..(Superaccumulator.Limbs * sizeof(ulong))]);
            _spilled.Add(index, new Superaccumulator(digits));
            saved = saved[(Superaccumulator.Limbs * sizeof(ulong))..];
        }

        _infinite.Clear();
        for (var left = Read(ref saved); left > 0; left--)
        {
            var index = Read(ref saved);
            _infinite.Add(index, (byte)Read(ref saved));
        }

        return saved;
    }

    private static void Write(IBufferWriter<byte> writer, int number) =>
        writer.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<int>(in number)));

    private static int Read(ref ReadOnlySpan<byte> saved)
    {
        var number = MemoryMarshal.Read<int>(saved);
        saved = saved[sizeof(int)..];
        return number;
    }

    private void Flag(int index, byte flags) => _infinite[index] = (byte)(_infinite.GetValueOrDefault(index) | flags);
}
