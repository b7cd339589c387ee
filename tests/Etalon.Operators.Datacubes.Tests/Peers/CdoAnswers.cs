using System.Collections.Concurrent;
using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes.Tests;

/// <summary>Asks CDO once per random cube for everything.</summary>
public sealed class CdoAnswers : IDisposable
{
    /// <summary>
    /// Writes NetCDF files and runs CDO on them. Sorting percentiles exactly needs a histogram with more room than samples.
    /// </summary>
    private const string Script = """
        import netCDF4, subprocess, tempfile, os
        def save(path, v):
            with netCDF4.Dataset(path, "w", format="NETCDF4_CLASSIC") as f:
                for name, n in zip(("time", "lev", "lat", "lon"), v.shape): f.createDimension(name, n)
                def axis(name, values, **more):
                    a = f.createVariable(name, "f8", (name,)); a.setncatts(more); a[:] = values
                axis("time", step * np.arange(v.shape[0]), units=unit, calendar=calendar, standard_name="time")
                axis("lev", np.arange(v.shape[1]) + 1.0, units="m", positive="up", standard_name="height")
                axis("lat", lat, units="degrees_north", standard_name="latitude")
                axis("lon", lon, units="degrees_east", standard_name="longitude")
                d = f.createVariable("x", v.dtype, ("time", "lev", "lat", "lon"), fill_value=-9e33)
                d[:] = np.where(np.isnan(v), v.dtype.type(-9e33), v)
        with tempfile.TemporaryDirectory() as folder:
            a, b, answer = (os.path.join(folder, n) for n in ("a.nc", "b.nc", "answer.nc"))
            save(a, x); save(b, y)
            environment = dict(os.environ, CDO_PCTL_NBINS="8192")
            def ask(**chains):
                words = ["cdo", "-s", "-O", "-b", "F64", "--percentile", "linear", "-merge"]
                for name, chain in chains.items(): words += ["-setname," + name] + chain.split()
                # The threads of CDO's chains lose each other's lists at times, which CDO notices itself and ends.
                for attempt in range(3):
                    done = subprocess.run(words + [answer], capture_output=True, text=True, timeout=100, env=environment)
                    if "resource_handle.c" not in done.stderr: break
                assert done.returncode == 0, "\n".join(line for line in done.stderr.splitlines() if "H5A" not in line)[-4000:]
                with netCDF4.Dataset(answer) as f:
                    for name in chains: out[name] = np.ma.filled(f[name][:].astype("f8"), np.nan)
            folds = ("mean", "max", "min", "sum", "std", "std1", "var", "var1")
            def each(group): return {group + fold: f"-{group}{fold} {a}" for fold in folds}
            for group in ("day", "mon", "seas", "year", "ymon"): ask(**each(group))
            ask(**each("tim"), **{f"timpctl{p}": f"-timpctl,{p} {a} -timmin {a} -timmax {a}" for p in (0, 10, 50, 75, 100)})
            ask(**each("zon"), fldmax=f"-fldmax {a}", fldsum=f"-fldsum {a}", vertmax=f"-vertmax {a}", vertsum=f"-vertsum {a}",
                **{name: f"-{name} {a} {b}" for name in ("sub", "add", "mul", "div")},
                expr=f"-expr,r=2*x+sqrt(x)*x/7-x {a}", exprwhere=f"-expr,r=((x>283)?x:100)+exp(x/100) {a}",
                exprfunc=f"-expr,r=log(x)*sin(x)+x^2.5/1000 {a}",
                selindexbox=f"-selindexbox,1,4,2,3 {a}", sellonlatbox=f"-sellonlatbox,20,100,-25,25 {a}")
            ask(selmonth=f"-selyear,2000 -selmonth,2 {a}")
            ask(seldate=f"-seldate,2000-01-05,2000-03-10 {a}")
        """;

    private readonly ConcurrentDictionary<(string Calendar, int Seed), CdoAnswer> _answers = new();
    private readonly Python _python = new();

    /// <summary>A random cube with that calendar, and what CDO makes of it.</summary>
    public CdoAnswer Of(string calendar, int seed) => _answers.GetOrAdd((calendar, seed), key => Ask(key.Calendar, key.Seed));

    /// <inheritdoc />
    public void Dispose() => _python.Dispose();

    private CdoAnswer Ask(string calendar, int seed)
    {
        var random = new Random(seed);
        var hours = (int[])[12, 24, 30];
        var step = hours[random.Next(hours.Length)];
        var (lats, lons) = (random.Next(4, 7), random.Next(5, 9));
        var length = (random.Next(400, 500) * 24) / step;
        const string unit = "hours since 1999-11-20 03:00:00";
        var info = new CubeInfo(
            "x",
            [
                new Axis("time", length) { Unit = unit, Calendar = calendar, Coordinates = new RegularCoordinates(0, step, length) },
                new Axis("lev", random.Next(2, 4)),
                new Axis("lat", lats) { Unit = "degrees_north", Coordinates = new RegularCoordinates(-40, 80.0 / (lats - 1), lats) },
                new Axis("lon", lons) { Unit = "degrees_east", Coordinates = new RegularCoordinates(5, 20, lons) },
            ],
            random.Next(2) == 0 ? SampleType.Float32 : SampleType.Float64);
        var (x, y) = (RandomCubes.Measured(random, info, missing: 0.15), RandomCubes.Measured(random, info, missing: 0.1));
        Blank(x, lons);
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"calendar, unit, step = '{calendar}', '{unit}', {step}\nlat, lon = np.linspace(-40, 40, {lats}), 5 + 20.0 * np.arange({lons})\n");
        return new CdoAnswer(x, y, _python.Run(head + Script, ("x", x), ("y", y)));
    }

    /// <summary>The first row of longitudes is always missing: every operator meets cells without a sample.</summary>
    private static void Blank(MemoryCube cube, int count)
    {
        var (rows, row) = (cube.Region.Length[0], (int)(cube.Region.Samples / cube.Region.Length[0]));
        for (var t = 0; t < rows; t++)
        {
            if (cube.Info.Type == SampleType.Float32)
            {
                cube.As<float>().Slice(t * row, count).Fill(float.NaN);
            }
            else
            {
                cube.As<double>().Slice(t * row, count).Fill(double.NaN);
            }
        }
    }
}
