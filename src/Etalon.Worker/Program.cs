using Etalon.Operators;
using Etalon.Operators.Datacubes;
using Etalon.Operators.Tomography;
using Etalon.Storage;
using Etalon.Worker;

var options = WorkerOptions.Parse(args);
if (options.DoctorFolder.Length > 0)
{
    await Console.Out.WriteLineAsync(Doctor.Report(options.DoctorFolder).ToJsonString());
    return 0;
}

using var channel = Channel.Open();
var registry = new OperatorRegistry(typeof(Duplicate).Assembly, typeof(MinusLog).Assembly);
if (options.PluginFolder.Length > 0)
{
    registry.Load(options.PluginFolder);
}

var formats = KnownFormats.Create();
return options.RequestFile.Length > 0
    ? RankProgram.Run(options, registry, formats, channel)
    : new WorkerLoop(registry, formats, channel, TimeProvider.System).Run();
