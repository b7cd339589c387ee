using System.Text.Json;
using System.Text.Json.Nodes;
using Etalon.Cubes;
using Etalon.Operators;
using Etalon.Operators.Datacubes;
using Etalon.Operators.Tomography;

namespace Etalon.Compare;

/// <summary>
/// A map operator on a cube in memory, every thread with a kernel of its own and the whole cube: what an operator costs without
/// files and engine.
/// </summary>
internal sealed unsafe class MapWork : IDisposable
{
    private readonly List<NativeBuffer> _buffers = [];
    private readonly IMapKernel[] _kernels;
    private readonly Block _input;
    private readonly Block[][] _outputs;

    private MapWork(JsonObject order)
    {
        var cube = Cube(order);
        var bound = new OperatorRegistry(typeof(Transpose).Assembly, typeof(Reconstruct).Assembly)
            .Find((string)order["operator"]!).BindParameters(order["set"]!.DeepClone().AsObject());
        var inputs = Inputs.Of((bound.Entry.Signature.Inputs[0].Name, cube));
        var description = bound.Describe(inputs);
        _input = Room(cube);
        using (var file = File.OpenRead((string)order["file"]!))
        {
            file.ReadExactly(new Span<byte>(_input.Pointer, checked((int)cube.Bytes)));
        }

        var threads = (int)order["threads"]!;
        _kernels = [.. Enumerable.Range(0, threads).Select(_ => bound.BindMap(inputs, description))];
        _outputs = [.. Enumerable.Range(0, threads).Select(_ => description.Outputs.Select(Room).ToArray())];
    }

    /// <summary>
    /// Answers an order: <c>operator</c>, <c>set</c>, <c>axes</c> (name, length, unit, start, step), <c>type</c>, <c>file</c> (packed
    /// samples), <c>threads</c>, and <c>out</c>, where the first thread's first output is left. Binding is not in the time.
    /// </summary>
    public static JsonObject Answer(JsonObject order)
    {
        using var work = new MapWork(order);
        work.Run();
        var measured = Measured.Of(() =>
        {
            work.Run();
            return (work._input.Cube.Bytes, 0);
        });
        var first = work._outputs[0][0];
        if ((string?)order["out"] is { Length: > 0 } path)
        {
            using var file = File.Create(path);
            file.Write(new ReadOnlySpan<byte>(first.Pointer, checked((int)first.Cube.Bytes)));
        }

        var answer = measured.ToJson();
        answer["shape"] = JsonSerializer.SerializeToNode(first.Cube.Shape.ToArray());
        return answer;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Array.ForEach(_kernels, kernel => kernel.Dispose());
        _buffers.ForEach(buffer => buffer.Dispose());
    }

    private static CubeInfo Cube(JsonObject order)
    {
        var axes = order["axes"]!.AsArray().Select(axis => new Axis((string)axis!["name"]!, (long)axis["length"]!)
        {
            Unit = (string?)axis["unit"] ?? "",
            Coordinates = axis["step"] is { } step ? new RegularCoordinates((double)axis["start"]!, (double)step, (long)axis["length"]!) : null,
        });
        return new CubeInfo((string)order["name"]!, [.. axes], Enum.Parse<SampleType>((string)order["type"]!, ignoreCase: true));
    }

    private void Run()
    {
        var threads = _kernels.Select((kernel, i) => new Thread(() => kernel.Run([_input], _outputs[i], CancellationToken.None))).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
    }

    private Block Room(CubeInfo cube)
    {
        var buffer = new NativeBuffer(cube.Bytes);
        _buffers.Add(buffer);
        return new Block(cube, cube.Whole, buffer.Pointer);
    }
}
