using Etalon.Cubes;

namespace Etalon.Catalog;

/// <summary>What the use cases of proposals share.</summary>
internal static class ProposalRefusals
{
    public static RefusalException Unknown(Guid id) => new(
        "unknown-proposal", $"There is no proposal {id}, or you do not belong to it.", "List your proposals.", RefusalKind.Missing);

    /// <summary>Only staff and administrators look after proposals; to whom else they are invisible, they stay so.</summary>
    public static void CheckStaff(Viewer viewer)
    {
        if (!viewer.SeesAll)
        {
            throw new RefusalException(
                "not-allowed", "Proposals and their members are looked after by staff.", "Ask the staff or an administrator.", RefusalKind.Forbidden);
        }
    }
}
