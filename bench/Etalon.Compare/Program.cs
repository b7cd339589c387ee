using System.Globalization;
using Etalon.Compare;
using Etalon.Operators.Tomography;

// Usage: etalon-compare serve            answers one JSON order a line: what has to be measured inside one process
//        etalon-compare kernels [NAME]   GB/s of one core on blocks in cache, beside what the machine can do
//        etalon-compare engine PATH OPERATOR [key=value …] [workers=N] [reps=N] [budget=BYTES]   the engine without a server
//        etalon-compare slices [METHOD SIZE ANGLES THREADS]   seconds per slice of a reconstruction in memory
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["serve"]:
        new OrderLoop(Console.In, Console.Out).Run();
        return 0;
    case ["kernels", .. var rest]:
        new KernelTable(rest.FirstOrDefault() ?? "").Print(Console.Out);
        return 0;
    case ["engine", var path, var name, .. var pairs]:
        new EngineRuns(path, name, pairs).Print(Console.Out);
        return 0;
    case ["slices", .. var rest]:
        new SliceRates(
            Enum.Parse<ReconstructionMethod>(rest.ElementAtOrDefault(0) ?? "Fourier", ignoreCase: true), Number(rest, 1, 2048),
            Number(rest, 2, 2048), Number(rest, 3, 2)).Print(Console.Out);
        return 0;
    default:
        await Console.Error.WriteLineAsync("usage: etalon-compare serve | kernels [NAME] | slices [METHOD SIZE ANGLES THREADS] | engine PATH OPERATOR [key=value …]");
        return 64;
}

static int Number(string[] words, int at, int otherwise) => words.Length > at ? int.Parse(words[at], CultureInfo.InvariantCulture) : otherwise;
