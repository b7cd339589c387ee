using System.Text.RegularExpressions;
using Etalon.Catalog;
using Etalon.Cubes;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>Makes what recipes say, as one run of one workflow, or only plans it.</summary>
internal sealed partial class RecipeRun(RunSubmission submission, AwaitedRun runs)
{
    /// <summary>What would come out: axes, coordinates, types. No sample is computed.</summary>
    public async Task<CubeInfo> PlanAsync(CubeStep recipe, Viewer owner, CancellationToken cancellation)
    {
        var planned = await OwnAsync(submission.RunAsync(Order(recipe, "") with { Plan = true }, owner, cancellation));
        return CubeInfoJson.FromJson(planned.Expected["cube"]!);
    }

    /// <summary>Makes the cube; whoever stops waiting stops the run.</summary>
    /// <param name="recipe">How.</param>
    /// <param name="name">What the dataset is called.</param>
    /// <param name="owner">Whose it will be.</param>
    /// <param name="report">Told how far it is.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<(KeptCube Samples, CubeInfo Info)> MakeAsync(CubeStep recipe, string name, Viewer owner, Action<double> report, CancellationToken cancellation)
    {
        var (begun, done) = await OwnAsync(runs.RunAsync(Order(recipe, name), owner, report, cancellation));
        var (place, info) = (done.Outputs.First().Value, CubeInfoJson.FromJson(begun.Expected["cube"]!));
        return (new KeptCube(place.Dataset.ToString(), place.Cube), info with { Name = place.Cube });
    }

    [GeneratedRegex(@"^Step '[^']*' \([^)]*\): ", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StepName();

    /// <summary>A refusal names the step of a workflow that the user has not written: what is behind it says what was wrong with the call.</summary>
    private static async Task<T> OwnAsync<T>(Task<T> running)
    {
        try
        {
            return await running;
        }
        catch (RefusalException refusal) when (StepName().Match(refusal.Message) is { Success: true } step)
        {
            throw new RefusalException(refusal.Code, refusal.Message[step.Length..], refusal.Help, refusal.Kind, refusal);
        }
    }

    private static RunOrder Order(CubeStep recipe, string name)
    {
        var (workflow, inputs) = RecipeWorkflow.Of("ophidia", ("cube", recipe));

        // Every call makes a cube of its own, which is deleted by itself: none shares its samples with an earlier run.
        return new RunOrder { Workflow = workflow, Inputs = inputs, Name = name, Cache = false };
    }
}
