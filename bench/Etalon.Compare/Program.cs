using System.Globalization;
using Etalon.Compare;

// Usage: etalon-compare serve            answers one JSON order a line: what has to be measured inside one process
//        etalon-compare kernels [NAME]   GB/s of one core on blocks in cache, beside what the machine can do
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["serve"]:
        new OrderLoop(Console.In, Console.Out).Run();
        return 0;
    case ["kernels", .. var rest]:
        new KernelTable(rest.FirstOrDefault() ?? "").Print(Console.Out);
        return 0;
    default:
        await Console.Error.WriteLineAsync("usage: etalon-compare serve | kernels [NAME]");
        return 64;
}
