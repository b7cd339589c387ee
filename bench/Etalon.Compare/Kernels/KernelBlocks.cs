using Etalon.Cubes;
using Etalon.Operators;

namespace Etalon.Compare;

/// <summary>A kernel bound to blocks in memory, ready to be called again and again.</summary>
internal sealed unsafe class KernelBlocks : IDisposable
{
    private readonly List<NativeBuffer> _buffers = [];
    private readonly BoundOperator _operator;
    private readonly Inputs _inputs;
    private readonly Description _description;
    private readonly Block[] _in;
    private readonly Block[] _out;

    public KernelBlocks(OperatorRegistry registry, KernelCase work)
    {
        var names = new[] { "z", "y", "x" }[^work.Shape.Length..];
        var cube = new CubeInfo("cube", [.. work.Shape.Select((length, i) => new Axis(names[i], length))], work.Type);
        _operator = registry.Find(work.Operator).BindParameters(work.Set);
        _inputs = Inputs.Of((_operator.Entry.Signature.Inputs[0].Name, cube));
        _description = _operator.Describe(_inputs);
        _in = [Make(cube)];
        _out = [.. _description.Outputs.Select(Make)];
        Fill(cube);
    }

    public long Bytes => _in[0].Cube.Bytes;

    /// <summary>Median seconds of one pass over the input block.</summary>
    public double Seconds()
    {
        if (_operator.Entry.Kind == OperatorKind.Reduce)
        {
            // What the engine does for a block: a state lives as long as a tile, blocks are added to it.
            using var reduce = _operator.BindReduce(_inputs, _description);
            using var state = reduce.Zero(_out[0].Region);
            return KernelRate.Seconds(() => state.Add(_in, CancellationToken.None));
        }

        using var map = _operator.BindMap(_inputs, _description);
        return KernelRate.Seconds(() => map.Run(_in, _out, CancellationToken.None));
    }

    public void Dispose()
    {
        foreach (var buffer in _buffers)
        {
            buffer.Dispose();
        }
    }

    private Block Make(CubeInfo cube)
    {
        var buffer = new NativeBuffer(cube.Bytes);
        buffer.Bytes.Clear();
        _buffers.Add(buffer);
        return new Block(cube, cube.Whole, buffer.Pointer);
    }

    private void Fill(CubeInfo cube)
    {
        var random = new Random(1);
        if (cube.Type == SampleType.Float32)
        {
            foreach (ref var sample in _in[0].As<float>())
            {
                sample = 280 + (20 * random.NextSingle());
            }
        }
        else
        {
            foreach (ref var sample in _in[0].As<ushort>())
            {
                sample = (ushort)random.Next(4000);
            }
        }
    }
}
