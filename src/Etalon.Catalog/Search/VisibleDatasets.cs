using System.Globalization;

namespace Etalon.Catalog;

/// <summary>
/// The way to the published datasets that a viewer may see, from the newest down. For whoever sees nearly all it is the table; for others it
/// is their own, the public ones and those of their proposals, from indexes that are merged: a walk through everything would pass
/// thousands of datasets for each that they may see. It only leads there; <c>may_see</c> decides on every row.
/// </summary>
internal static class VisibleDatasets
{
    private const string Range = "d.state = 'published' and d.id >= @From and d.id < @Before";

    /// <summary>So many whole rows in falling order, for a viewer who may see nearly all.</summary>
    public static string Rows(int limit) => string.Create(
        CultureInfo.InvariantCulture, $"select * from dataset d where {Range} order by d.id desc limit {limit}");

    /// <summary>So many rows <c>id</c> in falling order, for a viewer who may see few; each proposal's newest are read from its index.</summary>
    public static string Few(int limit, int proposals) => proposals == 0
        ? string.Create(CultureInfo.InvariantCulture, $"""
            select v.id from (
              (select d.id from dataset d where d.public and {Range} order by d.id desc limit {limit}) union all
              (select d.id from dataset d where d.created_by = @Person::uuid and d.public = false and {Range} order by d.id desc limit {limit})) v
            order by v.id desc limit {limit}
            """)
        : string.Create(CultureInfo.InvariantCulture, $"""
            select v.id from (
              (select d.id from dataset d where d.public and {Range} order by d.id desc limit {limit}) union
              (select d.id from dataset d where d.created_by = @Person::uuid and d.public = false and {Range} order by d.id desc limit {limit}) union
              (select d.id from unnest(@Proposals::uuid[]) p (id) cross join lateral (
                select d.id from dataset d where d.proposal_id = p.id and {Range} order by d.id desc limit {limit}) d
               order by d.id desc limit {limit})) v
            order by v.id desc limit {limit}
            """);
}
