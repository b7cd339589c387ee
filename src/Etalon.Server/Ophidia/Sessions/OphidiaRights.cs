using System.Collections.Immutable;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>Who may call what.</summary>
internal static class OphidiaRights
{
    /// <summary>Checks the operators of a request.</summary>
    /// <exception cref="OphidiaException">Too few rights (5).</exception>
    public static void Check(OphidiaVisit visit, ImmutableArray<OphidiaManual> manuals)
    {
        foreach (var manual in manuals)
        {
            // The owner of a session is its master, not the server's.
            var may = manual.Role == OphidiaRole.Admin ? visit.Viewer.IsAdministrator : visit.Role >= manual.Role;
            if (!may)
            {
                throw new OphidiaException(
                    OphidiaError.Authentication,
                    manual.Role == OphidiaRole.Admin ? $"{manual.Name} is for administrators." : $"{manual.Name} needs the right '{NameOf(manual.Role)}' in this session; you have '{NameOf(visit.Role)}'.");
            }
        }
    }

    /// <summary>The role of a word; owners are masters of their session as its administrators are.</summary>
    public static OphidiaRole Of(string role) => role switch
    {
        "read" => OphidiaRole.Read,
        "write" => OphidiaRole.Write,
        "execute" => OphidiaRole.Execute,
        _ => OphidiaRole.Admin,
    };

    /// <summary>The word of a role.</summary>
    public static string NameOf(OphidiaRole role) => role switch
    {
        OphidiaRole.Read => "read",
        OphidiaRole.Write => "write",
        OphidiaRole.Execute => "execute",
        _ => "admin",
    };
}
