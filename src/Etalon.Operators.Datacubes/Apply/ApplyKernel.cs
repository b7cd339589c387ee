using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Runs all steps over one strip of rows after the other.</summary>
internal sealed unsafe class ApplyKernel : IMapKernel
{
    private readonly ApplyProgram _program;
    private readonly RowLoader _loader;
    private readonly RowKernel?[] _kernels;
    private readonly Rows[] _rows;
    private readonly Rows[] _inputs;
    private readonly NativeBuffer _room;
    private readonly NativeBuffer _constants;
    private readonly byte*[] _places;
    private readonly int _stripRows;

    /// <summary>Ready for one thread.</summary>
    public ApplyKernel(ApplyProgram program, ApplyAxes axes)
    {
        var measure = axes.SampleBytes;
        _program = program;
        _loader = new RowLoader(axes, measure);
        _stripRows = program.StripRows(measure, axes.Length);
        _kernels = [.. program.Nodes.Select(node => (node as ArrayNode.Step)?.Kernel())];
        _rows = new Rows[program.Nodes.Count];
        _inputs = new Rows[program.Nodes.Max(node => node is ArrayNode.Step step ? step.Inputs.Length : 0)];
        _places = new byte*[program.Nodes.Count];
        _room = new NativeBuffer((_stripRows * (program.RowBytes + ((long)measure * axes.Length))) + (64L * program.Nodes.Count) + 64);
        _constants = new NativeBuffer(program.Nodes.Sum(node => node is ArrayNode.Constant ? node.Shape.Bytes + 64 : 0));
        PlaceArrays((long)measure * axes.Length);
    }

    /// <inheritdoc />
    public void Run(ReadOnlySpan<Block> inputs, ReadOnlySpan<Block> outputs, CancellationToken cancellation)
    {
        var output = outputs[0];
        var shape = _program.Nodes[^1].Shape;
        var rows = output.Samples / shape.Length;
        _loader.Take(inputs[0]);
        for (var first = 0L; first < rows;)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = (int)Math.Min(Math.Min(_stripRows, _loader.Even - (first % _loader.Even)), rows - first);
            Strip(first, count, new Rows((nint)(output.Pointer + (first * shape.Bytes)), shape.Bytes, count, shape.Length));
            first += count;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var kernel in _kernels)
        {
            kernel?.Dispose();
        }

        _room.Dispose();
        _constants.Dispose();
    }

    /// <summary>Every computed array has room for a strip, behind the room for the measure; constants are written once.</summary>
    private void PlaceArrays(long measureBytes)
    {
        var at = _room.Pointer + Aligned(_stripRows * measureBytes);
        var constant = _constants.Pointer;
        for (var i = 0; i < _places.Length; i++)
        {
            switch (_program.Nodes[i])
            {
                case ArrayNode.Step or ArrayNode.Position:
                    _places[i] = at;
                    at += Aligned(_stripRows * _program.Nodes[i].Shape.Bytes);
                    break;
                case ArrayNode.Constant fixedArray:
                    fixedArray.Bytes.AsSpan().CopyTo(new Span<byte>(constant, fixedArray.Bytes.Length));
                    _places[i] = constant;
                    constant += Aligned(fixedArray.Shape.Bytes);
                    break;
                default:
                    _places[i] = _room.Pointer;
                    break;
            }
        }
    }

    private static long Aligned(long bytes) => (bytes + 63) & ~63L;

    private void Strip(long first, int count, Rows output)
    {
        var last = _places.Length - 1;
        var measure = _loader.Load(first, count, _room.Pointer);
        for (var place = 0; place <= last; place++)
        {
            switch (_program.Nodes[place])
            {
                case ArrayNode.Measure:
                    _rows[place] = measure;
                    break;
                case ArrayNode.Constant:
                    _rows[place] = new Rows((nint)_places[place], 0, count, _program.Nodes[place].Shape.Length);
                    break;
                case ArrayNode.Position:
                    _loader.Number(first, new Span<long>(_places[place], count));
                    _rows[place] = new Rows((nint)_places[place], sizeof(long), count, 1);
                    break;
                default:
                    Step(place, count, place == last ? output : default);
                    break;
            }
        }

        if (_rows[last].Pointer != output.Pointer)
        {
            Copy(_rows[last], output, _program.Nodes[last].Shape.Type.Bytes());
        }
    }

    private void Step(int place, int count, Rows output)
    {
        var sources = _program.Inputs(place).AsSpan();
        var inputs = _inputs.AsSpan(0, sources.Length);
        for (var i = 0; i < inputs.Length; i++)
        {
            inputs[i] = _rows[sources[i]];
        }

        if (_kernels[place]!.TryView(inputs, out _rows[place]))
        {
            return;
        }

        var shape = _program.Nodes[place].Shape;
        _rows[place] = output.Pointer != 0 ? output : new Rows((nint)_places[place], shape.Bytes, count, shape.Length);
        _kernels[place]!.Run(inputs, _rows[place]);
    }

    private static void Copy(Rows from, Rows to, int elementBytes)
    {
        for (var row = 0; row < to.Count; row++)
        {
            Buffer.MemoryCopy(from.Row(row), to.Row(row), (long)to.Length * elementBytes, (long)to.Length * elementBytes);
        }
    }
}
