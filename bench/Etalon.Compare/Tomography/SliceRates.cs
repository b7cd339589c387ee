using System.Diagnostics;
using System.Runtime.InteropServices;
using Etalon.Cubes;
using Etalon.Operators;
using Etalon.Operators.Tomography;

namespace Etalon.Compare;

/// <summary>Seconds per slice of <c>reconstruct</c>, from sinograms in memory to slices in memory, every thread with its own kernel.</summary>
/// <param name="method">A method of the operator.</param>
/// <param name="size">Columns of the detector, and rows and columns of a slice.</param>
/// <param name="angles">Projections over half a turn.</param>
/// <param name="threads">Threads.</param>
internal sealed unsafe class SliceRates(ReconstructionMethod method, int size, int angles, int threads)
{
    private const int Rounds = 5;

    /// <summary>Measures and prints.</summary>
    public void Print(TextWriter to)
    {
        var together = method == ReconstructionMethod.Fourier ? 4 : 16;
        var cube = new CubeInfo(
            "attenuation",
            [
                new Axis("angle", angles) { Unit = "degree", Coordinates = new RegularCoordinates(0, 180.0 / angles, angles) },
                new Axis("y", together),
                new Axis("x", size),
            ],
            SampleType.Float32);
        var parameters = new Reconstruct.Parameters(method, Centre: (size - 1) / 2.0, PixelSize: 10);
        var inputs = Inputs.Of(("attenuation", cube));
        var description = new Reconstruct().Describe(parameters, inputs);
        var seconds = new List<double>();
        var lanes = Enumerable.Range(0, threads).Select(_ => new Lane(cube, description, () => new Reconstruct().Bind(parameters, inputs, description))).ToArray();
        for (var round = 0; round <= Rounds; round++)
        {
            var began = Stopwatch.GetTimestamp();
            var work = lanes.Select(lane => new Thread(lane.Run)).ToArray();
            Array.ForEach(work, thread => thread.Start());
            Array.ForEach(work, thread => thread.Join());
            if (round > 0)
            {
                seconds.Add(Stopwatch.GetElapsedTime(began).TotalSeconds / (together * threads));
            }
        }

        seconds.Sort();
        var median = seconds[Rounds / 2];
        to.WriteLine(
            $"{method} {size} x {size}, {angles} angles, {threads} threads: {median:F4} s per slice ({seconds[0]:F4} to {seconds[^1]:F4}), "
            + $"{(double)size * size * angles / median / 1e9:F1} G updates/s, {description.Scratch(0, 0) / 1e6:F0} MB of scratch a thread, mean {lanes[0].Mean:F4}");
        Array.ForEach(lanes, lane => lane.Dispose());
    }

    /// <summary>One thread's kernel and memory: a disc of attenuation 1/cm.</summary>
    private sealed class Lane : IDisposable
    {
        private readonly IMapKernel _kernel;
        private readonly Block _input;
        private readonly Block _output;

        public Lane(CubeInfo cube, Description description, Func<IMapKernel> bind)
        {
            _kernel = bind();
            _input = new Block(cube, cube.Whole, (byte*)NativeMemory.AlignedAlloc((nuint)cube.Bytes, 64));
            var volume = description.Outputs[0];
            _output = new Block(volume, volume.Whole, (byte*)NativeMemory.AlignedAlloc((nuint)volume.Bytes, 64));
            var columns = (int)cube.Axes[2].Length;
            var samples = _input.As<float>();
            for (var i = 0; i < samples.Length; i++)
            {
                var s = ((i % columns) - ((columns - 1) / 2.0)) / (0.4 * columns);
                samples[i] = (float)(0.8 * columns * 1e-3 * Math.Sqrt(Math.Max(0, 1 - (s * s))));
            }
        }

        /// <summary>The mean of the middle of the first slice.</summary>
        public double Mean
        {
            get
            {
                var size = (int)_output.Cube.Axes[2].Length;
                var sum = 0.0;
                for (var row = size / 4; row < size / 2; row++)
                {
                    foreach (var sample in _output.As<float>().Slice((row * size) + (size / 3), size / 3))
                    {
                        sum += sample;
                    }
                }

                return sum / ((size / 2) - (size / 4)) / (size / 3);
            }
        }

        public void Run() => _kernel.Run([_input], [_output], CancellationToken.None);

        public void Dispose()
        {
            _kernel.Dispose();
            NativeMemory.AlignedFree(_input.Pointer);
            NativeMemory.AlignedFree(_output.Pointer);
        }
    }
}
