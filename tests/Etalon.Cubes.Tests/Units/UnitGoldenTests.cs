using System.Runtime.CompilerServices;

namespace Etalon.Cubes.Tests;

/// <summary>Units against udunits2; the table is written by make-golden.sh.</summary>
public sealed class UnitGoldenTests
{
    public static TheoryData<string, string> Lines()
    {
        var data = new TheoryData<string, string>();
        foreach (var line in File.ReadLines(Path.Combine(Folder(), "udunits-golden.tsv")))
        {
            var columns = line.Split('\t');
            data.Add(columns[0], columns[1]);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_unit_means_what_udunits_says(string unit, string inSi)
    {
        var conversion = Unit.Parse(unit).ConverterTo(Unit.Parse(inSi));

        // udunits prints 15 digits.
        Assert.Equal(1, conversion.Scale, 5e-15);
        Assert.Equal(0, conversion.Offset, 1e-11);
    }

    private static string Folder([CallerFilePath] string thisFile = "") => Path.GetDirectoryName(thisFile)!;
}
