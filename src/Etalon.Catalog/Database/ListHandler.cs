using System.Data;
using Dapper;

namespace Etalon.Catalog;

/// <summary>An array column is a list.</summary>
internal sealed class ListHandler<T> : SqlMapper.TypeHandler<IReadOnlyList<T>>
{
    public override IReadOnlyList<T> Parse(object value) => (T[])value;

    public override void SetValue(IDbDataParameter parameter, IReadOnlyList<T>? value) => parameter.Value = value?.ToArray() ?? [];
}
