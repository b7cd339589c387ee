using System.Runtime.InteropServices;

namespace Etalon.Operators.Tomography;

/// <summary>A projection between two measured ones: row <c>Row</c> and the next one, with the next one's share.</summary>
/// <remarks>A share below 0 or above 1 continues the line beyond the two.</remarks>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AnglePlace(int Row, float Share);
