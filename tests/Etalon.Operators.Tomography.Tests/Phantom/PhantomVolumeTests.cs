using Etalon.Operators.Datacubes.Tests;

namespace Etalon.Operators.Tomography.Tests;

public sealed class PhantomVolumeTests
{
    [Fact]
    public void Two_discs_are_those_of_the_tests()
    {
        var volume = Harness.Check(new Phantom(), new Phantom.Parameters(PhantomOutput.Volume, PhantomObject.Discs, 64, 2, Attenuation: 1))[0];

        var truth = TwoDiscs.Truth(64);

        Assert.Equal("cm-1", volume.Info.Unit);
        var square = 0.0;
        for (var i = 0; i < 64 * 64; i++)
        {
            // Eight lines and sixteen points of a pixel that an edge runs through.
            Assert.Equal(truth[i / 64, i % 64], volume.As<float>()[i], 0.1);
            square += Math.Pow(truth[i / 64, i % 64] - volume.As<float>()[i], 2);
        }

        Assert.InRange(Math.Sqrt(square / (64 * 64)), 0, 0.004);
    }

    [Theory]
    [InlineData(PhantomObject.Discs)]
    [InlineData(PhantomObject.SheppLogan)]
    [InlineData(PhantomObject.Sample)]
    public void The_regions_of_the_attributes_are_uniform_in_every_slice(PhantomObject kind)
    {
        var volume = Harness.Check(new Phantom(), new Phantom.Parameters(PhantomOutput.Volume, kind, 200, 9, Attenuation: 2, Seed: 5))[0];
        var attributes = volume.Info.Attributes;

        var samples = volume.As<float>();
        foreach (var name in attributes.Text("true_regions").Split(' '))
        {
            var (value, circle) = (attributes[$"true_{name}"]!.Numbers[0], attributes[$"true_{name}_circle"]!.Numbers);
            var count = 0;
            for (var i = 0; i < samples.Length; i++)
            {
                var (row, column) = ((i / 200 % 200) - circle[0], (i % 200) - circle[1]);
                if ((row * row) + (column * column) < circle[2] * circle[2])
                {
                    count++;
                    Assert.Equal(value, samples[i], 1e-5);
                }
            }

            Assert.True(count >= 9, $"{name}: {count}");
        }
    }

    [Fact]
    public void Slices_of_the_sample_differ_and_hold_the_mass_that_projections_show()
    {
        var parameters = new Phantom.Parameters(PhantomOutput.Volume, PhantomObject.Sample, 120, 7, 3);
        var volume = Harness.Check(new Phantom(), parameters)[0].ToDoubles();
        var rows = Harness.Check(new Phantom(), parameters with { What = PhantomOutput.Attenuation })[0].ToDoubles();

        var masses = Enumerable.Range(0, 7).Select(slice => volume.Skip(slice * 120 * 120).Take(120 * 120).Sum() * 10e-4).ToArray();

        Assert.Equal(7, masses.Distinct().Count());
        for (var slice = 0; slice < 7; slice++)
        {
            Assert.Equal(masses[slice], rows.Skip((7 + slice) * 120).Take(120).Sum(), masses[slice] * 5e-4);
        }
    }
}
