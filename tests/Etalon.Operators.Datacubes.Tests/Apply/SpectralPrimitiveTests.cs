using Etalon.Cubes;

namespace Etalon.Operators.Datacubes.Tests;

public sealed class SpectralPrimitiveTests(Python python) : IClassFixture<Python>
{
    /// <summary>The GNU Scientific Library's own transform.</summary>
    private const string Gsl = """
        import ctypes as C
        C.CDLL('libgslcblas.so.0', C.RTLD_GLOBAL)
        gsl = C.CDLL('libgsl.so.27')
        gsl.gsl_wavelet_alloc.restype = gsl.gsl_wavelet_workspace_alloc.restype = C.c_void_p
        def dwt(x, name, member, back):
            y = np.array(x, dtype=float)
            w = gsl.gsl_wavelet_alloc(C.c_void_p.in_dll(gsl, 'gsl_wavelet_' + name), C.c_size_t(member))
            s = gsl.gsl_wavelet_workspace_alloc(C.c_size_t(len(y)))
            f = gsl.gsl_wavelet_transform_inverse if back else gsl.gsl_wavelet_transform_forward
            assert f(C.c_void_p(w), y.ctypes.data_as(C.POINTER(C.c_double)), C.c_size_t(1), C.c_size_t(len(y)), C.c_void_p(s)) == 0
            return y
        """;

    public static TheoryData<string, string, int> Wavelets
    {
        get
        {
            var data = new TheoryData<string, string, int>();
            foreach (var (ours, theirs) in new[] { ("", ""), ("_C", "_centered") })
            {
                for (var member = 4; member <= 20; member += 2)
                {
                    data.Add($"DAUBECHIES{ours}", $"daubechies{theirs}", member);
                }

                data.Add($"HAAR{ours}", $"haar{theirs}", 2);
                foreach (var member in new[] { 103, 105, 202, 204, 206, 208, 301, 303, 305, 307, 309 })
                {
                    data.Add($"BSPLINE{ours}", $"bspline{theirs}", member);
                }
            }

            return data;
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(48)]
    [InlineData(61)]
    [InlineData(67)]
    [InlineData(360)]
    [InlineData(1009)]
    [InlineData(1024)]
    [InlineData(1342)]
    public void Fourier_transforms_of_any_length_agree_with_numpy(int length)
    {
        var cube = RandomCubes.Measured(new Random(length), RandomCubes.Info(SampleType.Float64, 2, length), missing: 0);

        var real = ApplyCase.Run("oph_gsl_complex_get_real(oph_gsl_fft(measure))", cube).ToDoubles();
        var imaginary = ApplyCase.Run("oph_gsl_complex_get_imag(oph_gsl_fft(measure))", cube).ToDoubles();
        var back = ApplyCase.Run("oph_gsl_complex_get_real(oph_gsl_ifft(oph_gsl_fft(measure)))", cube).ToDoubles();

        var expected = python.Run("y = np.fft.fft(x, axis=-1); out['re'] = y.real; out['im'] = y.imag", ("x", cube));
        var scale = expected["re"].Max(Math.Abs) * 1e-14;
        Assert.All(real, (value, i) => Assert.Equal(expected["re"][i], value, scale));
        Assert.All(imaginary, (value, i) => Assert.Equal(expected["im"][i], value, scale));
        Assert.All(back, (value, i) => Assert.Equal(cube.ToDoubles()[i], value, 1e-11));
    }

    [Theory]
    [InlineData("oph_filter(measure,'LPF',0.1)", "np.fft.ifft(np.where(abs(np.fft.fftfreq(48)) <= 0.1, np.fft.fft(x), 0)).real")]
    [InlineData("oph_filter(measure,'HPF',0.26)", "np.fft.ifft(np.where(abs(np.fft.fftfreq(48)) >= 0.26, np.fft.fft(x), 0)).real")]
    [InlineData("oph_filter(measure,'BPF',0.1,0.3)", "np.fft.ifft(np.where((abs(np.fft.fftfreq(48)) >= 0.1) & (abs(np.fft.fftfreq(48)) <= 0.3), np.fft.fft(x), 0)).real")]
    [InlineData("oph_filter(measure,'BSF',0.1,0.3)", "np.fft.ifft(np.where((abs(np.fft.fftfreq(48)) >= 0.1) & (abs(np.fft.fftfreq(48)) <= 0.3), 0, np.fft.fft(x))).real")]
    [InlineData("oph_gsl_complex_get_abs(oph_gsl_fft(measure))", "abs(np.fft.fft(x))")]
    [InlineData("oph_gsl_complex_get_arg(oph_mul_scalar2(oph_cast('','OPH_COMPLEX_DOUBLE',measure),0,1))", "np.full((12, 48), np.pi / 2)")]
    [InlineData("oph_gsl_complex_get_real(oph_mul_scalar2(oph_sum_scalar2(oph_gsl_fft(measure),2,3),4,5))", "((np.fft.fft(x) + 2 + 3j) * (4 + 5j)).real")]
    [InlineData("oph_sum_scalar2(measure,2)", "x + 2")]
    [InlineData("oph_gsl_complex_get_real(oph_gsl_complex_to_polar(oph_gsl_fft(measure)))", "abs(np.fft.fft(x))")]
    [InlineData("oph_gsl_complex_get_imag(oph_gsl_complex_to_rect(oph_gsl_complex_to_polar(oph_gsl_fft(measure))))", "np.fft.fft(x).imag")]
    [InlineData("oph_uncompress('','',oph_compress('','',measure))", "x")]
    public void Filters_and_complex_numbers_agree_with_numpy(string query, string expected) =>
        ApplyCase.AgreesWithNumpy(python, query, expected, mayMiss: false);

    [Theory]
    [MemberData(nameof(Wavelets))]
    public void Wavelet_transforms_agree_with_GSL(string family, string name, int member)
    {
        var cube = RandomCubes.Measured(new Random(member), RandomCubes.Info(SampleType.Float64, 32), missing: 0);

        var forward = ApplyCase.Run($"oph_gsl_dwt(measure,'{family}',{member})", cube).ToDoubles();
        var backward = ApplyCase.Run($"oph_gsl_idwt(measure,'{family}',{member})", cube).ToDoubles();

        var expected = python.Run($"{Gsl}\nout['f'] = dwt(x, '{name}', {member}, False)\nout['b'] = dwt(x, '{name}', {member}, True)", ("x", cube));
        Assert.All(forward, (value, i) => Assert.Equal(expected["f"][i], value, 1e-9));
        Assert.All(backward, (value, i) => Assert.Equal(expected["b"][i], value, 1e-9));
    }

    [Fact]
    public void A_complex_result_is_a_complex_cube()
    {
        var result = ApplyCase.Run("oph_gsl_fft(measure)", ApplyCase.Row(1, 2, 3, 5));

        Assert.Equal(SampleType.Complex64, result.Info.Type);
        Assert.Equal([new Complex64(11, 0), new Complex64(-2, 3), new Complex64(-3, 0), new Complex64(-2, -3)], result.As<Complex64>());
    }

    [Fact]
    public void A_complex_cube_is_taken_apart()
    {
        var cube = MemoryCube.Of<Complex64>(RandomCubes.Info(SampleType.Complex64, 2), [new Complex64(3, 4), new Complex64(0, -1)]);

        Assert.Equal([5.0, 1], ApplyCase.Run("oph_gsl_complex_get_abs(measure)", cube).As<double>());
        Assert.Equal([new Complex64(0, -1), new Complex64(3, 4)], ApplyCase.Run("oph_reverse(measure)", cube).As<Complex64>());
    }

    [Theory]
    [InlineData("oph_gsl_dwt(measure)", "argument 1 has 3 elements, which is no power of two")]
    [InlineData("oph_gsl_dwt(oph_padding(measure,4),'haar',4)", "argument 3 is 4, which the family 'haar' does not have")]
    [InlineData("oph_filter(measure,'bpf',0.4,0.2)", "are no range of frequencies")]
    [InlineData("oph_sum_scalar(oph_gsl_fft(measure),1)", "oph_sum_scalar at column 1: it takes no complex array")]
    [InlineData("oph_reduce(oph_gsl_fft(measure),'oph_max')", "oph_reduce at column 1: it takes no complex array")]
    [InlineData("oph_gsl_stats(oph_gsl_fft(measure))", "it takes no complex array")]
    [InlineData("oph_gsl_fft('OPH_DOUBLE','OPH_DOUBLE',measure)", "the result is complex, and OPH_DOUBLE is not")]
    public void What_does_not_fit_is_refused(string query, string expected) => Assert.Contains(
        expected, Harness.Refused(new ApplyRows(), new Apply.Parameters(query), ("cube", ApplyCase.Row(1, 2, 3))).Message, StringComparison.Ordinal);
}
