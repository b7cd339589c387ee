using System.Globalization;
using Etalon.Cubes;
using Etalon.Native;

namespace Etalon.Storage;

/// <summary>Turns attributes of HDF5 objects into plain ones.</summary>
internal static class Hdf5AttributeReading
{
    private const int MaximumAttributes = 1000;
    private const int MaximumNumbers = 4096;
    private const int MaximumText = 1 << 20;
    private const double ExactIntegers = 9007199254740992;

    /// <summary>The attributes by which libraries hold a file together.</summary>
    private static readonly HashSet<string> Internal = new(StringComparer.Ordinal)
    {
        "DIMENSION_LIST", "DIMENSION_LABELS", "REFERENCE_LIST", "CLASS", "NAME", "_Netcdf4Dimid", "_Netcdf4Coordinates", "_nc3_strict", "_NCProperties",
    };

    /// <summary>All that can be shown.</summary>
    public static AttributeSet Read(Hdf5Object owner, string path, List<string> remarks)
    {
        var set = AttributeSet.Empty;
        var names = owner.Attributes.Names();
        if (names.Count > MaximumAttributes)
        {
            remarks.Add($"'{path}' has {names.Count} attributes; the first {MaximumAttributes} are shown.");
        }

        foreach (var name in names.Take(MaximumAttributes).Where(name => !Internal.Contains(name)))
        {
            try
            {
                if (Plain(owner.Attributes.Read(name)) is { } value)
                {
                    set = set.With(name, value);
                }
            }
            catch (NativeException error)
            {
                remarks.Add($"Attribute '{name}' of '{path}' cannot be read: {error.Text}.");
            }
        }

        return set;
    }

    /// <summary>Text, or numbers; null for everything else.</summary>
    public static AttributeValue? Plain(Hdf5Value value)
    {
        if (value.Values is string[] texts)
        {
            return AttributeValue.Of(Cut(texts.Length == 1 ? texts[0] : string.Join(", ", texts)));
        }

        if (value.Values is bool[] truths)
        {
            return AttributeValue.Of(SampleType.UInt8, [.. truths.Select(truth => truth ? 1.0 : 0.0)]);
        }

        if (value.Values.Length > MaximumNumbers || value.Type.Number is null)
        {
            return null;
        }

        var numbers = value.Numbers();
        return numbers switch
        {
            [] => null,
            [var one] when Math.Abs(one) > ExactIntegers && value.Values is long[] or ulong[] =>
                AttributeValue.Of(Convert.ToString(value.Values.GetValue(0), CultureInfo.InvariantCulture)!),
            _ => AttributeValue.Of((SampleType)(int)value.Type.Number.Value, numbers),
        };
    }

    private static string Cut(string text) => text.Length <= MaximumText ? text : text[..MaximumText];
}
