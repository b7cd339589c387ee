using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>A NetCDF file with CF conventions applied.</summary>
/// <remarks>
/// Cubes are the data variables: not coordinate variables, not bounds, not text, and no scalars that only carry attributes or a
/// coordinate (a grid mapping, the height of a level): these become attributes of the dataset, <c>crs/grid_mapping_name</c>, … Two-dimensional
/// coordinates (<c>lat(y, x)</c>) are cubes.
/// </remarks>
internal sealed class CfReader : IDatasetReader
{
    // Coordinates are read while the file is opened; they are small.
    private const long OpeningBytes = 1L << 30;

    private static readonly string[] UsedAttributes = ["units", .. CfSamples.Used];

    private readonly CfFile _file;
    private readonly List<string> _remarks = [];
    private readonly Dictionary<string, (CfVariable Variable, SampleRule Rule)> _sources = new(StringComparer.Ordinal);

    /// <summary>Takes over the file.</summary>
    public CfReader(CfFile file)
    {
        _file = file;
        try
        {
            using var pool = new BufferPool(OpeningBytes);
            var axes = new CfAxes(file, pool);
            Attributes = file.Attributes;
            Cubes = [.. MakeCubes(axes)];
            Remarks = [.. file.Remarks, .. axes.Remarks, .. _remarks];
            DefaultCube = Cubes.OrderByDescending(cube => cube.Rank).FirstOrDefault()?.Name ?? "";
        }
        catch
        {
            file.Handle.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public ImmutableArray<CubeInfo> Cubes { get; }

    /// <inheritdoc />
    public AttributeSet Attributes { get; private set; }

    /// <inheritdoc />
    public string DefaultCube { get; }

    /// <inheritdoc />
    public ImmutableArray<string> Remarks { get; }

    /// <inheritdoc />
    public ICubeReader Open(string cube)
    {
        if (!_sources.TryGetValue(cube, out var source))
        {
            throw Refusal.Unknown("cube", cube, Cubes.Select(known => known.Name));
        }

        var info = Cubes.First(known => string.Equals(known.Name, cube, StringComparison.Ordinal));
        return new InterpretedCube(info, source.Variable.Open(), source.Rule, _file.Path);
    }

    /// <inheritdoc />
    public void Dispose() => _file.Handle.Dispose();

    private List<CubeInfo> MakeCubes(CfAxes axes)
    {
        var cubes = new List<CubeInfo>();
        var (bounds, carriers) = Referenced();
        foreach (var variable in _file.Variables)
        {
            if (variable.Type is null)
            {
                ShowTexts(variable);
            }
            else if (variable.Dimensions.IsEmpty && carriers.Contains(variable.ShortName))
            {
                ShowScalar(variable);
            }
            else if (!variable.Dimensions.All(dimension => dimension.Length > 0)
                || !CubeSize.IsCountable([.. variable.Dimensions.Select(dimension => dimension.Length)], variable.Type.Value))
            {
                _remarks.Add($"'{variable.Name}' is empty, or states a size that fits no disk.");
            }
            else if (!variable.IsCoordinate && !bounds.Contains(variable.Name))
            {
                cubes.Add(MakeCube(variable, variable.Type.Value, axes));
            }
        }

        return cubes;
    }

    private CubeInfo MakeCube(CfVariable variable, SampleType type, CfAxes axes)
    {
        var rule = CfSamples.RuleFor(type, variable.Attributes, variable.HasDefaultFill);
        _sources.Add(variable.Name, (variable, rule));
        return new CubeInfo(variable.Name, axes.Of(variable), rule.Seen)
        {
            Unit = variable.Attributes.Text("units"),
            Missing = rule.Missing,
            Attributes = variable.Attributes.Without(UsedAttributes),
        };
    }

    /// <summary>The variables that hold bounds, and those that others name as grid mapping or scalar coordinate.</summary>
    private (HashSet<string> Bounds, HashSet<string> Carriers) Referenced()
    {
        var bounds = new HashSet<string>(StringComparer.Ordinal);
        var carriers = new HashSet<string>(StringComparer.Ordinal);
        foreach (var variable in _file.Variables)
        {
            var group = variable.Name[..^variable.ShortName.Length];
            bounds.Add(group + variable.Attributes.Text("bounds"));
            bounds.Add(group + variable.Attributes.Text("climatology"));
            carriers.UnionWith(variable.Attributes.Text("grid_mapping").Split([' ', ':'], StringSplitOptions.RemoveEmptyEntries));
            carriers.UnionWith(variable.Attributes.Text("coordinates").Split(' ', StringSplitOptions.RemoveEmptyEntries));
            if (variable.Dimensions.IsEmpty && variable.Attributes["grid_mapping_name"] is not null)
            {
                carriers.Add(variable.ShortName);
            }
        }

        return (bounds, carriers);
    }

    private void ShowTexts(CfVariable variable)
    {
        const int longest = 4096;
        if (variable.IsCoordinate)
        {
            return;
        }

        var text = string.Join(", ", variable.Texts());
        Attributes = Attributes.With(variable.Name, text.Length <= longest ? text : text[..longest] + "…");
        ShowAttributes(variable);
    }

    private void ShowScalar(CfVariable variable)
    {
        using var array = variable.Open();
        using var pool = new BufferPool(OpeningBytes);
        if (StoredNumbers.Read(array, variable.Attributes, pool) is [var number])
        {
            Attributes = Attributes.With(variable.Name, AttributeValue.Of(number));
        }

        ShowAttributes(variable);
    }

    private void ShowAttributes(CfVariable variable)
    {
        foreach (var (name, value) in variable.Attributes)
        {
            Attributes = Attributes.With($"{variable.Name}/{name}", value);
        }
    }
}
