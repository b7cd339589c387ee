using System.Collections.Immutable;

namespace Etalon.Operators;

/// <summary>One port of a signature.</summary>
/// <param name="Name">The port's name, without marks.</param>
/// <param name="CoreAxes">Axes in parentheses; those that start with <c>$</c> stand for the axes named by a parameter.</param>
/// <param name="IsVariadic">Whether it takes any number of cubes (<c>cubes*</c>), then named <c>cubes[0]</c>, <c>cubes[1]</c>, …</param>
/// <param name="IsOptional">Whether it may stay unconnected (<c>mask?</c>).</param>
public sealed record SignaturePort(string Name, ImmutableArray<string> CoreAxes, bool IsVariadic, bool IsOptional)
{
    /// <inheritdoc />
    public override string ToString() =>
        Name + (IsVariadic ? "*" : "") + (IsOptional ? "?" : "") + (CoreAxes.IsEmpty ? "" : $"({string.Join(',', CoreAxes)})");
}
