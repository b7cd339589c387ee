using Etalon.Cubes;

namespace Etalon.Operators.Tomography.Tests;

public sealed unsafe class FrameMeansTests
{
    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(0)]
    public void Rows_are_means_whether_all_are_kept_or_a_few(long mostBytes)
    {
        var frames = TestScan.At(
            TestScan.Counts("f", SampleType.UInt16, "flat", 5, 11, 21, (frame, y, x) => (1000 * frame) + (20 * y) + x), "flat", 3, -1, 3, -1, -1);
        var groups = FrameGroups.Of(frames.Info, "flat", FrameUse.Time);
        using var means = new FrameMeans(frames.Info, groups, "flat", 21, 0, mostBytes);

        // A second block shows the same rows, a third one others.
        foreach (var (start, rows) in new[] { (0, 11), (0, 11), (3, 7), (10, 1) })
        {
            var part = frames.Cut(new Region([0, start, 0], [5, rows, 21]));
            means.Begin(part.Block, start, rows);
            for (var i = 0; i < 2 * rows; i++)
            {
                var (y, group) = (start + (i / 2), i % 2);
                var row = means.Row(group, y);
                Assert.Equal((group == 0 ? 8000f / 3 : 1000) + (20 * y) + 20, row[20], 1e-3f);
            }

            GC.KeepAlive(part);
        }
    }
}
