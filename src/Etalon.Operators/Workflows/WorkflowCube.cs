namespace Etalon.Operators;

/// <summary>A cube that a workflow wants of a dataset.</summary>
/// <param name="Name">Its name in the dataset.</param>
/// <param name="IsOptional">Whether the dataset may be without it; written with a question mark at the end.</param>
public sealed record WorkflowCube(string Name, bool IsOptional)
{
    /// <summary>Reads <c>flats</c> or <c>flats?</c>.</summary>
    public static WorkflowCube Parse(string text) => new(text.TrimEnd('?'), text.EndsWith('?'));
}
