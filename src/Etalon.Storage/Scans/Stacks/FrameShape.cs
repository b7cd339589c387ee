using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>What all frames of a stack have in common.</summary>
/// <param name="Rows">Rows of a frame.</param>
/// <param name="Columns">Columns of a frame.</param>
/// <param name="Type">The type of a sample.</param>
internal sealed record FrameShape(long Rows, long Columns, SampleType Type)
{
    /// <summary>Bytes of a frame; only of a countable one.</summary>
    public long Bytes => checked(Rows * Columns * Type.Bytes());

    /// <inheritdoc />
    public override string ToString() => $"{Rows} rows of {Columns} samples in {Type.Name()}";
}
