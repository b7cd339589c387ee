using System.Globalization;
using System.Text;

namespace Etalon.Storage;

/// <summary>How the files of an array are named.</summary>
/// <param name="Prefix"><c>c</c> for version 3's own way, empty for that of version 2.</param>
/// <param name="Separator">Between indices: <c>/</c> or <c>.</c>.</param>
internal sealed record ZarrKeys(string Prefix, char Separator)
{
    /// <summary>The name of the file that holds a piece of the outer grid.</summary>
    public string Of(ReadOnlySpan<long> indices)
    {
        if (indices.IsEmpty)
        {
            return Prefix.Length > 0 ? Prefix : "0";
        }

        var key = new StringBuilder(Prefix);
        foreach (var index in indices)
        {
            if (key.Length > 0)
            {
                key.Append(Separator);
            }

            key.Append(CultureInfo.InvariantCulture, $"{index}");
        }

        return key.ToString();
    }
}
