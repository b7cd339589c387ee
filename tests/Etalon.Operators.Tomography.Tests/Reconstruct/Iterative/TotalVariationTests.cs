using System.Runtime.Intrinsics;
using Etalon.Cubes;
using Etalon.Operators.Datacubes.Tests;

namespace Etalon.Operators.Tomography.Tests;

public sealed unsafe class TotalVariationTests
{
    private const int Lanes = LaneRows.Lanes;

    [Theory]
    [InlineData(0.05f)]
    [InlineData(0.4f)]
    [InlineData(3f)]
    public void Two_halves_come_nearer_by_what_their_border_costs(float weight)
    {
        const int size = 10;
        float[] image = [.. Enumerable.Range(0, size * size).Select(i => i % size < 5 ? 1f : 2)];

        var nearest = Nearest(image, size, 3000, weight, lane: 3);

        // A half of 50 pixels gains its border, ten pixels, times the weight; they meet in the middle when it costs more than it is worth.
        var by = Math.Min(0.5, 10 * weight / 50);
        for (var i = 0; i < image.Length; i++)
        {
            Assert.Equal(i % size < 5 ? 1 + by : 2 - by, nearest[i], 1e-3);
        }
    }

    [Fact]
    public void Noise_is_smoothed_as_by_another_program()
    {
        const int size = 24;
        const float weight = 0.15f;
        var random = new Random(8);
        float[] image = [.. Enumerable.Range(0, size * size).Select(i => (i % size > 12 ? 1f : 0) + (float)(0.4 * (random.NextDouble() - 0.5)))];
        var info = new CubeInfo("z", [new Axis("y", size), new Axis("x", size)], SampleType.Float32);

        var nearest = Nearest(image, size, 3000, weight, lane: 0);

        // Their functional is ours; it stops where the energy falls by less than eps.
        using var python = new Python();
        var theirs = python.Run(
            $"from skimage.restoration import denoise_tv_chambolle as f\nout['u'] = f(z.astype('f8'), weight={weight:f2}, eps=1e-12, n_iter_max=3000)",
            ("z", MemoryCube.Of<float>(info, image)))["u"];
        Assert.InRange(Enumerable.Range(0, image.Length).Max(i => Math.Abs(theirs[i] - nearest[i])), 0, 5e-3);
        Assert.True(Enumerable.Range(0, image.Length).Average(i => Math.Abs(image[i] - nearest[i])) > 0.05);
    }

    private static float[] Nearest(float[] image, int size, int times, float weight, int lane)
    {
        using var buffer = new NativeBuffer(4L * image.Length * Lanes * sizeof(float));
        buffer.Bytes.Clear();
        var pitch = image.Length * Lanes;
        var floats = (float*)buffer.Pointer;
        for (var i = 0; i < image.Length; i++)
        {
            floats[(i * Lanes) + lane] = image[i];
        }

        var weights = Vector512.WithElement(Vector512<float>.Zero, lane, weight);
        TotalVariation.Nearest(size, times, weights, float.NegativeInfinity, floats, floats + pitch, floats + (2 * pitch), floats + (3 * pitch));
        return [.. Enumerable.Range(0, image.Length).Select(i => buffer.As<float>()[(3 * pitch) + (i * Lanes) + lane])];
    }
}
