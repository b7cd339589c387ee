using Etalon.Cubes;
using Etalon.Operators;

namespace Etalon.Engine;

/// <summary>A block and what it lies in: a buffer, or pages that a reader lends. Blocks that several steps of a tile share are counted.</summary>
internal sealed unsafe class Lease(byte* samples, IDisposable owner, CubeInfo cube, Region region) : IDisposable
{
    private int _holders = 1;

    public Lease(NativeBuffer buffer, CubeInfo cube, Region region)
        : this(buffer.Pointer, buffer, cube, region)
    {
    }

    /// <summary>The same samples as those of another cube; the input goes with it.</summary>
    public Lease(Lease input, CubeInfo cube, Region region)
        : this(input.Block.Pointer, input, cube, region)
    {
    }

    public Block Block { get; } = new(cube, region, samples);

    public Lease Share()
    {
        _holders++;
        return this;
    }

    public void Dispose()
    {
        if (--_holders == 0)
        {
            owner.Dispose();
        }
    }
}
