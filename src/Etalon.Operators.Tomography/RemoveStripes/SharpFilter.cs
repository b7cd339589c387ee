using Etalon.Cubes;

namespace Etalon.Operators.Tomography;

/// <summary>Takes away what only a detector can do: columns that are off by the same all along, or that become so and stop being so at once.</summary>
/// <remarks>
/// The sample moves across the columns as it turns. What of it stays (around the axis, at turning points) has a mirror image about the axis, or
/// comes and goes slowly. Everything is decided on means of a few neighbouring angles; only columns in which a stripe is found change.
/// </remarks>
internal sealed unsafe class SharpFilter : IStripeFilter
{
    private const int MostBins = 64;
    private const int FewestBins = 16;
    private const int PartialRounds = 4;

    private readonly DeadColumns _dead;
    private readonly StripeCentre _centre;
    private readonly StripeSteps _steps;
    private readonly FullStripes _full;
    private readonly PartialStripes _partial;
    private readonly NativeBuffer _means;
    private readonly NativeBuffer _stripes;
    private readonly bool _multiplies;
    private readonly int _columns;
    private readonly int _together;
    private readonly int _bins;
    private readonly long _pitch;

    public SharpFilter(RemoveStripes.Parameters parameters, StripeCentre centre, int angles, int columns)
    {
        (_multiplies, _columns, _centre) = (parameters.Kind == StripeKind.Factor, columns, centre);
        _together = Math.Max(1, (angles + MostBins - 1) / MostBins);
        _bins = (angles + _together - 1) / _together;
        _pitch = SinogramColumns.PitchOf(_bins);
        _dead = new DeadColumns(parameters, angles, columns, isRobust: true);
        _steps = new StripeSteps(_bins, columns);
        _full = new FullStripes(parameters, _bins, columns);
        _partial = new PartialStripes(_bins, columns);
        _means = new NativeBuffer(Room(_bins, columns));
        _stripes = new NativeBuffer(Room(_bins, columns));
    }

    private float* Means => (float*)_means.Pointer;

    private float* Stripes => (float*)_stripes.Pointer;

    /// <summary>Bytes held.</summary>
    public static long Bytes(RemoveStripes.Parameters parameters, long angles, long columns)
    {
        var bins = Math.Min(angles, MostBins);
        return (2 * Room(bins, columns)) + DeadColumns.Bytes(angles, columns, parameters.LargeSize) + StripeSteps.Bytes(bins, columns)
            + FullStripes.Bytes(bins, columns) + PartialStripes.Bytes(bins, columns) + StripeCentre.Bytes(angles, columns);
    }

    /// <inheritdoc />
    public void Run(SinogramColumns columns, CancellationToken cancellation)
    {
        _dead.Run(columns);
        if (_bins < FewestBins)
        {
            // In so few projections everything stays where it is.
            return;
        }

        Bin(columns);
        new Span<byte>(_stripes.Pointer, checked((int)_stripes.Length)).Clear();
        var centre = _centre.Of(columns);
        Full(centre, cancellation);
        for (var round = 0; round < PartialRounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            _steps.Run(Means, _pitch);
            if (!_partial.Find(Means, _pitch, _steps, _full.Shared, centre))
            {
                break;
            }

            for (var column = 0; column < _columns; column++)
            {
                TakeOff(column, _partial.Found(column));
            }
        }

        Full(centre, cancellation);
        Apply(columns);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _dead.Dispose();
        _centre.Dispose();
        _steps.Dispose();
        _partial.Dispose();
        _means.Dispose();
        _stripes.Dispose();
    }

    private static long Room(long bins, long columns) => SinogramColumns.PitchOf(bins) * columns * sizeof(float);

    /// <summary>Narrow stripes first: beside them steps are not seen right.</summary>
    private void Full(double centre, CancellationToken cancellation)
    {
        Full(centre, isNarrow: true, cancellation);
        Full(centre, isNarrow: false, cancellation);
    }

    private void Full(double centre, bool isNarrow, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        _steps.Run(Means, _pitch);
        _full.Find(_steps, isNarrow, centre);
        for (var column = 0; column < _columns; column++)
        {
            var offset = (float)_full.Offsets[column];
            for (var bin = 0; offset != 0 && bin < _bins; bin++)
            {
                Means[(column * _pitch) + bin] -= offset;
                Stripes[(column * _pitch) + bin] += offset;
            }
        }
    }

    private void TakeOff(int column, ReadOnlySpan<float> stripe)
    {
        for (var bin = 0; bin < stripe.Length; bin++)
        {
            Means[(column * _pitch) + bin] -= stripe[bin];
            Stripes[(column * _pitch) + bin] += stripe[bin];
        }
    }

    /// <summary>Means of neighbouring angles, as numbers to which a stripe adds.</summary>
    private void Bin(SinogramColumns columns)
    {
        for (var column = 0; column < _columns; column++)
        {
            var from = columns.Column(column);
            var to = Means + (column * _pitch);
            for (var bin = 0; bin < _bins; bin++)
            {
                var (first, end) = (bin * _together, Math.Min((bin + 1) * _together, columns.Angles));
                var sum = 0f;
                for (var angle = first; angle < end; angle++)
                {
                    sum += from[angle];
                }

                to[bin] = sum / (end - first);
            }

            new Span<float>(to + _bins, (int)(_pitch - _bins)).Fill(1);
            if (_multiplies)
            {
                OffsetLine.Log(to, _pitch);
            }
        }
    }

    /// <summary>Takes the stripes off; a stripe is level within a bin.</summary>
    private void Apply(SinogramColumns columns)
    {
        for (var column = 0; column < _columns; column++)
        {
            var stripe = Stripes + (column * _pitch);
            if (!new Span<float>(stripe, _bins).ContainsAnyExcept(0f))
            {
                continue;
            }

            if (_multiplies)
            {
                OffsetLine.Factor(stripe, _pitch);
            }

            var samples = columns.Column(column);
            for (var angle = 0; angle < columns.Angles; angle++)
            {
                var value = stripe[angle / _together];
                samples[angle] = _multiplies ? samples[angle] * value : samples[angle] - value;
            }
        }
    }
}
