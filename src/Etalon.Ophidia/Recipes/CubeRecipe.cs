namespace Etalon.Ophidia;

/// <summary>
/// Where the samples of a cube come from: a cube that is kept, or a step over other recipes. Recipes are values; steps that several
/// cubes share are shared, and become one step of the workflow that makes the cubes.
/// </summary>
public abstract record CubeRecipe;
