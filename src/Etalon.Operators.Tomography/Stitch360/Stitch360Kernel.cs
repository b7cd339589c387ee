using Etalon.Cubes;

namespace Etalon.Operators.Tomography;

/// <summary>Joins row by row.</summary>
internal sealed unsafe class Stitch360Kernel : IMapKernel
{
    private readonly StitchAngles _angles;
    private readonly StitchLine _line;
    private readonly double _centre;
    private readonly int _columns;
    private readonly int _angle;
    private readonly int _y;

    /// <summary>Ready for a scan.</summary>
    public Stitch360Kernel(Stitch360.Parameters parameters, Inputs inputs, Description description)
    {
        var cube = inputs[0];
        _angles = StitchAngles.Of(cube);
        _columns = (int)cube.Axes[^1].Length;
        _line = new StitchLine(_columns, (int)description.Outputs[0].Axes[^1].Length);
        _centre = parameters.Centre;
        (_angle, _y) = (cube.IndexOf(ScanAxes.Angle), cube.IndexOf(ScanAxes.Y));
    }

    /// <inheritdoc />
    public void Run(ReadOnlySpan<Block> inputs, ReadOnlySpan<Block> outputs, CancellationToken cancellation)
    {
        for (var row = 0L; row < outputs[0].Region.Length[_y]; row++)
        {
            cancellation.ThrowIfCancellationRequested();
            _line.Turn(Centre(inputs, outputs[0].Region.Start[_y] + row));
            if (inputs[0].Cube.Type == SampleType.Float32)
            {
                Row<float>(inputs[0], outputs[0], row);
            }
            else
            {
                Row<double>(inputs[0], outputs[0], row);
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => _line.Dispose();

    private double Centre(ReadOnlySpan<Block> inputs, long row)
    {
        var centre = inputs.Length < 2 || inputs[1].IsEmpty
            ? _centre
            : ((double*)inputs[1].Pointer)[inputs[1].Samples == 1 ? 0 : row - inputs[1].Region.Start[0]];
        return centre >= 0 && centre <= _columns - 1
            ? centre
            : throw new RefusalException(
                "centre-outside", $"The axis of rotation of row {row} is at column {centre}, outside of the detector.",
                $"Look for it again with other slices, or say centre=… (0 to {_columns - 1}).");
    }

    private void Row<T>(Block from, Block to, long row)
        where T : unmanaged
    {
        var (pitch, toPitch) = (Pitch(from.Region), Pitch(to.Region));
        var start = (T*)from.Pointer + (row * RowPitch(from.Region));
        var target = (float*)to.Pointer + (row * RowPitch(to.Region));
        for (var i = 0; i < to.Region.Length[_angle]; i++)
        {
            var angle = (int)to.Region.Start[_angle] + i;
            var place = _angles.Opposites[angle];
            _line.Bring(start + (_angles.Rows[angle] * pitch));
            _line.BringOpposite(start + (_angles.Order[place.Row] * pitch), start + (_angles.Order[place.Row + 1] * pitch), place.Share);
            _line.Join(target + (i * toPitch));
        }
    }

    private long Pitch(in Region region) => region.Length[2] * (_angle == 0 ? region.Length[1] : 1);

    private long RowPitch(in Region region) => region.Length[2] * (_y == 0 ? region.Length[1] : 1);
}
