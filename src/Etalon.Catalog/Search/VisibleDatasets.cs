using System.Globalization;

namespace Etalon.Catalog;

/// <summary>
/// The way to the published datasets that a viewer may see, from the newest down. For whoever sees all it is the table; for others it is
/// their own and the public ones, from two indexes that are merged: a walk through everything would pass thousands of datasets for
/// each that they may see. It only leads there; <c>may_see</c> decides on every row.
/// </summary>
internal static class VisibleDatasets
{
    private const string Range = "d.state = 'published' and d.id >= @From and d.id < @Before";

    /// <summary>So many whole rows in falling order, for a viewer who may see nearly all.</summary>
    public static string Rows(int limit) => string.Create(
        CultureInfo.InvariantCulture, $"select * from dataset d where {Range} and may_see(d, @Person, @Roles) order by d.id desc limit {limit}");

    /// <summary>So many rows <c>id</c> in falling order, for a viewer who may see few.</summary>
    public static string Few(int limit) => string.Create(CultureInfo.InvariantCulture, $"""
        select v.id from (
          (select d.id from dataset d where d.public and {Range} order by d.id desc limit {limit}) union all
          (select d.id from dataset d where d.created_by = @Person::uuid and d.public = false and {Range} order by d.id desc limit {limit})) v
        order by v.id desc limit {limit}
        """);
}
