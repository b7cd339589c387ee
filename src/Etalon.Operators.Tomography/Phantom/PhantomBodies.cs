using System.Collections.Immutable;

namespace Etalon.Operators.Tomography;

/// <summary>The built-in objects and the places where their density is known.</summary>
internal static class PhantomBodies
{
    /// <summary>The bodies of an object.</summary>
    /// <param name="kind">Which one.</param>
    /// <param name="height">Height of all rows, as a fraction of the field's width.</param>
    /// <param name="seed">Where grains and pores are.</param>
    public static ImmutableArray<PhantomBody> Of(PhantomObject kind, double height, long seed) => kind switch
    {
        PhantomObject.Discs => Discs,
        PhantomObject.SheppLogan => SheppLogan,
        _ => SampleBodies.Make(height, seed),
    };

    /// <summary>Circles of one material.</summary>
    public static ImmutableArray<PhantomRegion> Regions(PhantomObject kind) => kind switch
    {
        PhantomObject.Discs => [new("ring", -0.16, -0.16, 0.12, 1), new("core", 0.16, 0.10, 0.10, 2), new("air", -0.30, 0.335, 0.03, 0)],
        PhantomObject.SheppLogan => [new("brain", 0, -0.24, 0.028, 0.2), new("ventricle", -0.11, 0, 0.05, 0), new("tumour", 0, 0.175, 0.045, 0.3)],
        _ => SampleBodies.Regions,
    };

    /// <summary>Radii 0.40 and 0.12 of the width.</summary>
    private static ImmutableArray<PhantomBody> Discs { get; } = [new(0, 0, 0.40, 0.40, 0, 1), new(0.16, 0.10, 0.12, 0.12, 0, 1)];

    /// <summary>
    /// L. Shepp, B. Logan, IEEE Trans. Nucl. Sci. 21 (1974) 21, with the contrasts of P. Toft's thesis (1996); their square from -1 to 1
    /// is the field.
    /// </summary>
    private static ImmutableArray<PhantomBody> SheppLogan { get; } =
    [
        new(0, 0, 0.345, 0.46, 0, 1),
        new(0, -0.0092, 0.3312, 0.437, 0, -0.8),
        new(0.11, 0, 0.055, 0.155, -18, -0.2),
        new(-0.11, 0, 0.08, 0.205, 18, -0.2),
        new(0, 0.175, 0.105, 0.125, 0, 0.1),
        new(0, 0.05, 0.023, 0.023, 0, 0.1),
        new(0, -0.05, 0.023, 0.023, 0, 0.1),
        new(-0.04, -0.3025, 0.023, 0.0115, 0, 0.1),
        new(0, -0.303, 0.0115, 0.0115, 0, 0.1),
        new(0.03, -0.3025, 0.0115, 0.023, 0, 0.1),
    ];
}
