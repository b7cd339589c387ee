using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>An opened NetCDF file of either kind, before conventions are applied.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Variables">In the file's order.</param>
/// <param name="Attributes">Global attributes.</param>
/// <param name="Remarks">What was seen but not understood.</param>
/// <param name="Handle">Closes the file.</param>
internal sealed record CfFile(
    string Path, ImmutableArray<CfVariable> Variables, AttributeSet Attributes, ImmutableArray<string> Remarks, IDisposable Handle);
