using Etalon.Cubes;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>The operators that lead through a request. The runner carries them out itself; alone they are nothing.</summary>
internal sealed class FlowFamily : IOphidiaFamily
{
    /// <inheritdoc />
    public IEnumerable<(OphidiaManual Manual, IOphidiaOperator Operator)> Operators => FlowManuals.All.Select(static manual => (manual, (IOphidiaOperator)new Outside(manual.Name)));

    private sealed class Outside(string name) : IOphidiaOperator
    {
        public Task<OphidiaAnswer> RunAsync(OphidiaCall call, CancellationToken cancellation) => throw new RefusalException(
            "not-an-operator",
            $"{name} does nothing by itself.",
            name is "oph_massive" ? "Write a filter in place of a cube: oph_reduce cube=[level=1;measure=tos];operation=max." : "Use it in a request of several tasks.");
    }
}
