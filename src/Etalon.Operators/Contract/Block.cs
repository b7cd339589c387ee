using Etalon.Cubes;

namespace Etalon.Operators;

/// <summary>
/// A region of a cube in memory: packed, row-major, native byte order. Missing samples are NaN in floats and
/// <see cref="CubeInfo.Missing"/> in integers.
/// </summary>
/// <remarks>
/// Valid only during the call that received it. Outputs are 64-byte aligned; inputs may be pages of a file, which are aligned to
/// their samples only, and must not be written to.
/// </remarks>
public readonly unsafe struct Block : IEquatable<Block>
{
    private readonly byte* _pointer;

    /// <summary>A region of a cube at an address.</summary>
    public Block(CubeInfo cube, Region region, byte* pointer)
    {
        Cube = cube;
        Region = region;
        _pointer = pointer;
    }

    /// <summary>The whole cube this is a part of.</summary>
    public CubeInfo Cube { get; }

    /// <summary>Where the block lies in the cube.</summary>
    public Region Region { get; }

    /// <summary>Whether this input was left out by the demand.</summary>
    public bool IsEmpty => _pointer is null;

    /// <summary>The first sample.</summary>
    public byte* Pointer => _pointer;

    /// <summary>Number of samples.</summary>
    public long Samples => Region.Samples;

    /// <summary>The samples; <typeparamref name="T"/> must be the cube's sample type. Blocks stay below 2^31 samples.</summary>
    public Span<T> As<T>()
        where T : unmanaged
    {
        if (sizeof(T) != Cube.Type.Bytes())
        {
            throw new InvalidOperationException($"A block of {Cube.Type.Name()} was taken for {typeof(T).Name}.");
        }

        return new Span<T>(_pointer, checked((int)Samples));
    }

    /// <inheritdoc />
    public bool Equals(Block other) => _pointer == other._pointer && Region == other.Region;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is Block other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine((nint)_pointer, Region);

    /// <summary>Same address, same region.</summary>
    public static bool operator ==(Block left, Block right) => left.Equals(right);

    /// <summary>Not the same.</summary>
    public static bool operator !=(Block left, Block right) => !left.Equals(right);
}
