namespace Etalon.Operators.Tomography;

/// <summary>The projections of one slice, in order of angle.</summary>
internal unsafe interface IProjections
{
    /// <summary>Writes a projection, or one between two measured ones.</summary>
    void At(AnglePlace place, float* to);

    /// <summary>Whether the sample may reach out of the field of view, so that the ends of projections are cuts.</summary>
    bool IsTruncated => true;
}
