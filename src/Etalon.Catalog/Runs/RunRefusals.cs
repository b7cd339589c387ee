using Etalon.Cubes;

namespace Etalon.Catalog;

/// <summary>What the queries on runs share.</summary>
internal static class RunRefusals
{
    public static RefusalException Unknown(Guid id) => new(
        "unknown-run", $"There is no run {id}, or you may not see it.", "'etalon runs list' shows your runs.", RefusalKind.Missing);
}
