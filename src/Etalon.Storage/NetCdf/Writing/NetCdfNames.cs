namespace Etalon.Storage;

/// <summary>Names as NetCDF allows them.</summary>
internal static class NetCdfNames
{
    /// <summary>The same name with everything replaced that a NetCDF name may not hold.</summary>
    public static string Of(string name)
    {
        var letters = name.Trim().ToCharArray();
        for (var i = 0; i < letters.Length; i++)
        {
            if (letters[i] is '/' or ' ' or '"' or '\'' or '\\' || char.IsControl(letters[i]))
            {
                letters[i] = '_';
            }
        }

        var text = new string(letters);
        return text.Length > 0 && (char.IsLetterOrDigit(text[0]) || text[0] == '_') ? text : "_" + text;
    }
}
