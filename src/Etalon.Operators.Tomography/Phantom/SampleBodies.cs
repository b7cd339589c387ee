using System.Collections.Immutable;

namespace Etalon.Operators.Tomography;

/// <summary>
/// Something that looks like a specimen: a slightly oval, tapered, leaning tube full of resin, in it grains of three minerals (some
/// hollow), pores, a rod for calibration and an empty capillary. No two slices are the same.
/// </summary>
internal static class SampleBodies
{
    private const double Resin = 0.3;
    private const double Reach = 0.33;
    private const double GrainsPerHeight = 140;
    private const double PoresPerHeight = 160;

    /// <summary>Grains or pores of the tallest stacks; more would make slices slow to cut and no prettier.</summary>
    private const int Most = 1000;

    private static readonly double[] Minerals = [0.5, 0.9, 1.4];

    /// <summary>The most bodies that come out.</summary>
    public const int MostBodies = 4 + (3 * Most);

    /// <summary>Where the density is known. The wall is so thick that its circle stays inside though the tube leans.</summary>
    public static ImmutableArray<PhantomRegion> Regions { get; } =
        [new("wall", -0.39, 0, 0.012, 1), new("rod", 0.20, 0.17, 0.035, 1.5), new("capillary", -0.21, 0.14, 0.027, 0)];

    /// <summary>The bodies, from the tube inwards.</summary>
    public static ImmutableArray<PhantomBody> Make(double height, long seed)
    {
        // Over all rows the tube grows by 3 % and leans by 1 % of the field's width.
        var (taper, lean) = (0.03 / Math.Max(height, 0.1), 0.01 / Math.Max(height, 0.1));
        List<PhantomBody> bodies =
        [
            new(0, 0, 0.42, 0.41, 0, 1) { Taper = taper, Lean = lean },
            new(0, 0, 0.36, 0.35, 0, Resin - 1) { Taper = taper, Lean = lean },
            new(0.20, 0.17, 0.05, 0.05, 0, 1.5 - Resin),
            new(-0.21, 0.14, 0.04, 0.04, 0, -Resin),
        ];
        List<Ball> taken = [];
        var numbers = new SeededNumbers(seed, PhantomStream.Bodies);
        var grains = (int)Math.Min(Most, GrainsPerHeight * (height + 0.12));
        for (var i = 0; i < grains; i++)
        {
            if (Place(numbers, taken, height, numbers.Next(0.03, 0.075)) is { } ball)
            {
                AddGrain(bodies, numbers, ball);
            }
        }

        var pores = (int)Math.Min(Most, PoresPerHeight * (height + 0.12));
        for (var i = 0; i < pores; i++)
        {
            if (Place(numbers, taken, height, numbers.Next(0.006, 0.02)) is { } ball)
            {
                bodies.Add(new(ball.Right, ball.Up, ball.Radius, ball.Radius, 0, -Resin) { Height = ball.Height, SemiHeight = ball.Radius });
            }
        }

        return [.. bodies];
    }

    private static void AddGrain(List<PhantomBody> bodies, SeededNumbers numbers, Ball ball)
    {
        var mineral = Minerals[(int)numbers.Next(0, Minerals.Length)];
        var grain = new PhantomBody(
            ball.Right, ball.Up, ball.Radius * numbers.Next(0.6, 1), ball.Radius * numbers.Next(0.6, 1), numbers.Next(0, 180), mineral - Resin)
        {
            Height = ball.Height,
            SemiHeight = ball.Radius * numbers.Next(0.6, 1),
        };
        bodies.Add(grain);
        var size = ball.Radius * numbers.Next(0.1, 0.35);
        if (numbers.Next(0, 1) < 0.4)
        {
            var (right, up) = (ball.Right + (0.15 * ball.Radius), ball.Up - (0.1 * ball.Radius));
            bodies.Add(new(right, up, size, size, 0, -mineral) { Height = ball.Height, SemiHeight = size });
        }
    }

    /// <summary>A place where nothing is yet; null after forty tries.</summary>
    private static Ball? Place(SeededNumbers numbers, List<Ball> taken, double height, double radius)
    {
        for (var attempt = 0; attempt < 40; attempt++)
        {
            var ball = new Ball(
                numbers.Next(-Reach, Reach), numbers.Next(-Reach, Reach), numbers.Next(-0.5, 0.5) * (height + 0.12), radius);
            var inside = Math.Sqrt((ball.Right * ball.Right) + (ball.Up * ball.Up)) + radius < Reach;
            if (inside && ball.Clears(0.20, 0.17, 0.05) && ball.Clears(-0.21, 0.14, 0.04) && !taken.Exists(ball.Meets))
            {
                taken.Add(ball);
                return ball;
            }
        }

        return null;
    }

    private sealed record Ball(double Right, double Up, double Height, double Radius)
    {
        public bool Meets(Ball other)
        {
            var (right, up, height, reach) = (Right - other.Right, Up - other.Up, Height - other.Height, Radius + other.Radius);
            return (right * right) + (up * up) + (height * height) < reach * reach;
        }

        /// <summary>Whether it stays clear of an upright column.</summary>
        public bool Clears(double right, double up, double radius)
        {
            var reach = radius + Radius;
            return ((Right - right) * (Right - right)) + ((Up - up) * (Up - up)) > reach * reach;
        }
    }
}
