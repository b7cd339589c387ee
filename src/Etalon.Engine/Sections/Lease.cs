using Etalon.Cubes;
using Etalon.Operators;

namespace Etalon.Engine;

/// <summary>A block and the buffer it lies in. Blocks that several steps of a tile share are counted.</summary>
internal sealed unsafe class Lease(NativeBuffer buffer, CubeInfo cube, Region region) : IDisposable
{
    private int _holders = 1;

    public Block Block { get; } = new(cube, region, buffer.Pointer);

    public Lease Share()
    {
        _holders++;
        return this;
    }

    public void Dispose()
    {
        if (--_holders == 0)
        {
            buffer.Dispose();
        }
    }
}
