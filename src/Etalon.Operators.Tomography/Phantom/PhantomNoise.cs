using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Etalon.Numerics;

namespace Etalon.Operators.Tomography;

/// <summary>Photons and the read-out: what is expected of a row becomes what is counted.</summary>
/// <remarks>Sixteen columns use one group of random words, numbered by frame, row and column of the whole cube.</remarks>
internal sealed unsafe class PhantomNoise(PhantomScan scan, SeededWords words)
{
    private const int Lanes = 8;

    private readonly int _photons = (int)PhantomStream.Photons + (int)scan.Parameters.What;
    private readonly int _fewPhotons = (int)PhantomStream.FewPhotons + (int)scan.Parameters.What;
    private readonly int _readOut = (int)PhantomStream.ReadOut + (int)scan.Parameters.What;
    private readonly long _groups = (scan.Columns + EllipseProjector.Group - 1) / EllipseProjector.Group;

    /// <summary>Turns shares of the open beam into counts, the dark level included.</summary>
    public void Count(long frame, long y, in PhantomRows columns, double* row)
    {
        var parameters = scan.Parameters;
        var first = (((frame * scan.Rows) + y) * _groups) + (columns.First / EllipseProjector.Group);
        if (parameters.What != PhantomOutput.Darks && parameters.Photons > 0)
        {
            for (var i = 0; i < columns.Count; i += EllipseProjector.Group)
            {
                Photons(first + (i / EllipseProjector.Group), row + i);
            }
        }

        var scale = Vector512.Create(parameters.Counts);
        var dark = Vector512.Create(parameters.Dark);
        for (var i = 0; i < columns.Count; i += Lanes)
        {
            Vector512.FusedMultiplyAdd(Vector512.Load(row + i), scale, dark).Store(row + i);
        }

        if (parameters.DarkNoise > 0)
        {
            for (var i = 0; i < columns.Count; i += EllipseProjector.Group)
            {
                ReadOut(first + (i / EllipseProjector.Group), row + i);
            }
        }
    }

    /// <summary>Shares of the open beam, by whole photons.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Photons(long group, double* row)
    {
        var open = Vector512.Create(scan.Parameters.Photons);
        var (low, high) = (Vector512.Load(row) * open, Vector512.Load(row + Lanes) * open);
        var few = Vector512.Create(PoissonCounts.Least);
        var (lowFew, highFew) = (Vector512.LessThan(low, few), Vector512.LessThan(high, few));
        var (lowCount, highCount) = (Vector512<double>.Zero, Vector512<double>.Zero);
        if ((lowFew & highFew).AsInt64() != Vector512<long>.AllBitsSet)
        {
            var (radial, turned) = words.Group(_photons, group);
            var (first, second) = NormalPairs.Of(radial, turned);
            lowCount = PoissonCounts.FromNormal(low, first);
            highCount = PoissonCounts.FromNormal(high, second);
        }

        if ((lowFew | highFew).AsInt64() != Vector512<long>.Zero)
        {
            var (first, second) = words.Group(_fewPhotons, group);
            lowCount = Vector512.ConditionalSelect(lowFew, PoissonCounts.FromShare(low, NormalPairs.Share(first)), lowCount);
            highCount = Vector512.ConditionalSelect(highFew, PoissonCounts.FromShare(high, NormalPairs.Share(second)), highCount);
        }

        var each = Vector512.Create(1 / scan.Parameters.Photons);
        (lowCount * each).Store(row);
        (highCount * each).Store(row + Lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void ReadOut(long group, double* row)
    {
        var deviation = Vector512.Create(scan.Parameters.DarkNoise);
        var (radial, turned) = words.Group(_readOut, group);
        var (first, second) = NormalPairs.Of(radial, turned);
        Vector512.FusedMultiplyAdd(deviation, first, Vector512.Load(row)).Store(row);
        Vector512.FusedMultiplyAdd(deviation, second, Vector512.Load(row + Lanes)).Store(row + Lanes);
    }
}
