using System.Globalization;
using Etalon.Compare;

// Usage: etalon-compare serve            answers one JSON order a line: what has to be measured inside one process
//        etalon-compare kernels [NAME]   GB/s of one core on blocks in cache, beside what the machine can do
//        etalon-compare engine PATH OPERATOR [key=value …] [workers=N] [reps=N] [budget=BYTES]   the engine without a server
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
    default:
        await Console.Error.WriteLineAsync("usage: etalon-compare serve | kernels [NAME] | engine PATH OPERATOR [key=value …]");
        return 64;
}
