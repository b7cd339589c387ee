namespace Etalon.Operators.Tomography;

/// <summary>A circle that lies within one material in every slice; lengths are fractions of the field's width, from the axis of rotation.</summary>
internal sealed record PhantomRegion(string Name, double Right, double Up, double Radius, double Density);
