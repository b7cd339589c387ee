using System.Numerics;
using Etalon.Numerics;
using static Etalon.Operators.Datacubes.CommonArguments;

namespace Etalon.Operators.Datacubes;

/// <summary>Fourier and wavelet transforms.</summary>
internal static class SpectralPrimitives
{
    private static readonly PrimitiveArgument[] Wavelet =
    [
        Measure, Text("family", "'daubechies', 'haar' or 'bspline'; with '_c' behind it filters are centred", "'daubechies'"),
        Number("member", "taps of a Daubechies filter (4, 6, …, 20); 100 times the order and the moments of the dual of a B-spline (103, 105, 202, …, 309)", "4"),
    ];

    /// <summary>All of them.</summary>
    public static IEnumerable<Primitive> All { get; } =
    [
        new("oph_gsl_fft", PrimitiveKind.Simple, "The Fourier transform; missing elements make the whole row missing.", [Measure])
        {
            ResultType = "oph_complex_double",
            TakesComplex = true,
            Bind = static call => Fourier(call, forward: true),
        },
        new("oph_gsl_ifft", PrimitiveKind.Simple, "The inverse Fourier transform, divided by the number of elements.", [Measure])
        {
            ResultType = "oph_complex_double",
            TakesComplex = true,
            Bind = static call => Fourier(call, forward: false),
        },
        new("oph_gsl_dwt", PrimitiveKind.Simple, "The wavelet transform of arrays whose length is a power of two.", [.. Wavelet])
        {
            Bind = static call => Wavelets(call, forward: true),
        },
        new("oph_gsl_idwt", PrimitiveKind.Simple, "The inverse wavelet transform.", [.. Wavelet])
        {
            Bind = static call => Wavelets(call, forward: false),
        },
        new(
            "oph_filter", PrimitiveKind.Simple, "Takes frequencies away; missing elements make the whole row missing.",
            [
                Measure, Text("type", "'lpf' keeps low, 'hpf' high frequencies, 'bpf' those between two, 'bsf' those that are not"),
                Number("frequency1", "the limit, from 0 to 0.5 periods per element; it is kept, or by 'bsf' taken away"), Number("frequency2", "the upper limit for 'bpf' and 'bsf'", "0.5"),
            ])
        {
            TakesComplex = true,
            Bind = Filter,
        },
    ];

    private static ArrayNode Fourier(PrimitiveCall call, bool forward)
    {
        var node = ArrayNodes.Convert(call.Measure, ElementType.Complex, null);
        var length = node.Shape.Length;
        return ArrayNodes.Line([node], length, () => Fourier(length, forward), DoubleFourier.Bytes(length), node.Map, isComplex: true);
    }

    private static LineFunction Fourier(int length, bool forward)
    {
        var fourier = new DoubleFourier(length);
        return (inputs, output) =>
        {
            inputs[0].CopyTo(output);
            fourier.Run(output, forward);
            if (!forward)
            {
                Scale(output, length);
            }
        };
    }

    private static void Scale(Span<double> line, int length)
    {
        foreach (ref var number in line)
        {
            number /= length;
        }
    }

    private static ArrayNode Wavelets(PrimitiveCall call, bool forward)
    {
        var length = call.Measure.Shape.Length;
        if (!BitOperations.IsPow2(length))
        {
            throw call.Refused("measure", $"has {length} elements, which is no power of two", "Cut it with oph_get_subarray, or fill it up with oph_padding.");
        }

        var family = call.Choice("family", "family", ["daubechies", "daubechies_c", "haar", "haar_c", "bspline", "bspline_c"]);
        var isCentred = family.EndsWith("_c", StringComparison.Ordinal);
        var filters = Filters(call, isCentred ? family[..^2] : family);
        return ArrayNodes.Line([call.Measure], length, () => Wavelets(new PeriodicWavelet(filters, isCentred, length), forward), length * 8L);
    }

    private static LineFunction Wavelets(PeriodicWavelet wavelet, bool forward) => (inputs, output) =>
    {
        inputs[0].CopyTo(output);
        if (forward)
        {
            wavelet.Forward(output);
        }
        else
        {
            wavelet.Backward(output);
        }
    };

    private static WaveletFilters Filters(PrimitiveCall call, string family)
    {
        var member = call.Has("member") ? call.Whole("member", 1, 999) : 0;
        var filters = family switch
        {
            "haar" => member is 0 or 2 ? WaveletFilters.OfHaar() : null,
            "bspline" => member == 0 ? WaveletFilters.OfSpline(1, 3) : WaveletFilters.OfSpline(member / 100, member % 100),
            _ => WaveletFilters.OfDaubechies(member == 0 ? 4 : member),
        };
        return filters ?? throw call.Refused(
            "member", $"is {member}, which the family '{family}' does not have",
            "Daubechies: 4, 6, …, 20. Haar: 2. B-splines: 103, 105, 202, 204, 206, 208, 301, 303, 305, 307, 309.");
    }

    private static ArrayNode Filter(PrimitiveCall call)
    {
        var type = call.Choice("type", "filter", ["lpf", "hpf", "bpf", "bsf"]);
        var (low, high) = type switch
        {
            "lpf" => (0.0, call.Number("frequency1")),
            "hpf" => (call.Number("frequency1"), 0.5),
            _ => (call.Number("frequency1"), call.Number("frequency2")),
        };
        if (!(low >= 0 && high <= 0.5 && low <= high))
        {
            throw call.Refused("frequency1", "and the second limit are no range of frequencies", "Frequencies reach from 0 to 0.5, the first at most the second.");
        }

        var isComplex = call.Measure.Shape.Type.IsComplex();
        var node = ArrayNodes.Convert(call.Measure, ElementType.Complex, null);
        var length = node.Shape.Length;
        var keepsInside = type is not "bsf";
        return ArrayNodes.Line(
            [node], length, () => Filter(length, low, high, keepsInside, isComplex), DoubleFourier.Bytes(length) + (length * 16L), node.Map, isComplex);
    }

    private static LineFunction Filter(int length, double low, double high, bool keepsInside, bool isComplex)
    {
        var fourier = new DoubleFourier(length);
        var line = new double[2 * length];
        return (inputs, output) =>
        {
            inputs[0].CopyTo(line);
            fourier.Run(line, forward: true);
            for (var i = 0; i < length; i++)
            {
                var frequency = (double)Math.Min(i, length - i) / length;
                if ((frequency >= low && frequency <= high) != keepsInside)
                {
                    line.AsSpan(2 * i, 2).Clear();
                }
            }

            fourier.Run(line, forward: false);
            Scale(line, length);
            for (var i = 0; i < output.Length; i++)
            {
                output[i] = line[isComplex ? i : 2 * i];
            }
        };
    }
}
