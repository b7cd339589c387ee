using System.Globalization;
using System.Text;

namespace Etalon.Ophidia;

/// <summary>The reference page of all operators, from their manuals.</summary>
public static class OphidiaOperatorReference
{
    /// <summary>The page as Markdown.</summary>
    public static string Page()
    {
        var text = new StringBuilder();
        text.Append("# Ophidia's operators\n\n")
            .Append("Generated from the code; do not edit. Call them through the Ophidia door (PyOphidia, the Ophidia terminal) or with `etalon oph`.\n")
            .Append("All of them also take `sessionid`, `exec_mode`, `ncores`, `nthreads`, `schedule`, `objkey_filter` and `save`.\n")
            .Append(OphidiaManuals.Parallelism).Append('\n')
            .Append("`oph_man function=NAME` shows the same.\n");
        foreach (var manual in OphidiaManuals.All)
        {
            Write(text, manual);
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, OphidiaManual manual)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n## {manual.Name}\n\n{manual.Doc}\n\n");
        var names = manual.Aliases.IsEmpty ? "" : $" Also called {string.Join(", ", manual.Aliases.Select(static name => $"`{name}`"))}.";
        text.Append(CultureInfo.InvariantCulture, $"Needs the right to {RoleName(manual.Role)}.{names}\n");
        if (manual.Arguments.IsEmpty)
        {
            return;
        }

        text.Append("\n| argument | type | default | meaning |\n|---|---|---|---|\n");
        foreach (var argument in manual.Arguments)
        {
            var type = argument.Values.IsEmpty ? argument.Type : string.Join(", ", argument.Values.Select(static value => $"`{value}`"));
            var standard = argument.Default switch
            {
                null => "must be given",
                "" => "empty",
                var value => $"`{value}`",
            };
            var doc = argument.Doc.Replace("|", "\\|", StringComparison.Ordinal);
            text.Append(CultureInfo.InvariantCulture, $"| `{argument.Name}` | {type}{(argument.IsList ? ", several between bars" : "")} | {standard} | {doc} |\n");
        }
    }

    private static string RoleName(OphidiaRole role) => role switch
    {
        OphidiaRole.Read => "read",
        OphidiaRole.Write => "write",
        OphidiaRole.Execute => "execute",
        _ => "administer",
    };
}
