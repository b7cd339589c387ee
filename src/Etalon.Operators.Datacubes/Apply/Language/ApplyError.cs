using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Refuses an array expression and says where.</summary>
internal static class ApplyError
{
    /// <summary>A refusal of something at a column.</summary>
    public static RefusalException At(int column, string what, string help) =>
        new("bad-expression", string.Create(CultureInfo.InvariantCulture, $"{what} (column {column})."), help);

    /// <summary>A refusal of a call: <c>oph_reduce at column 12: …</c>.</summary>
    public static RefusalException In(string primitive, int column, string what, string help) =>
        new("bad-expression", string.Create(CultureInfo.InvariantCulture, $"{primitive} at column {column}: {what}."), help);
}
