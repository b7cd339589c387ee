using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>Carries out any operator that makes a cube of cubes: finds the cubes, lets the draft be written, makes it.</summary>
internal sealed class TranslatedOperator(ICubeTranslation translation, OphidiaKeeper keeper) : IOphidiaOperator
{
    /// <inheritdoc />
    public async Task<OphidiaAnswer> RunAsync(OphidiaCall call, CancellationToken cancellation)
    {
        var parents = await keeper.FindAsync(translation.Cubes(call.Arguments), call.Visit, cancellation);
        var task = new CubeTask(call.Arguments, [.. parents.Select(static parent => new CubeInput(parent.Cube, parent.Info))], call.Visit.Row.Strict);
        var made = await keeper.MakeAsync(translation.Draft(task), parents, call, cancellation);
        return OphidiaAnswer.Cube(call.Arguments.Operator, made.Pid.ToString());
    }
}
