using Etalon.Cubes;
using Etalon.Server;

try
{
    return await EtalonServer.RunAsync(EtalonHome.FromEnvironment(), ServerOptions.Parse(args), CancellationToken.None);
}
catch (RefusalException refusal)
{
    await Console.Error.WriteLineAsync($"etalon: {refusal.Message} {refusal.Help}");
    return refusal.Kind == RefusalKind.Conflict ? 75 : 70;
}
