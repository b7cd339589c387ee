using Etalon.Cubes;

namespace Etalon.Pictures;

/// <summary>Numbers from 0 to 1 as colours, and the colour of what is missing, which no number has.</summary>
public sealed class ColourMap
{
    /// <summary>Steps of a map; eight bits a channel show no more.</summary>
    private const int Steps = 256;

    private static readonly ColourMap[] Known =
    [
        new("grey", new Colour(118, 164, 214), [new(0, 0, 0), new(255, 255, 255)]),

        // Ten places of a map whose lightness rises evenly, also for eyes that tell few hues apart; in between it is linear.
        new(
            "viridis", new Colour(200, 200, 200),
            [
                new(68, 1, 84), new(72, 40, 120), new(62, 73, 137), new(49, 104, 142), new(38, 130, 142),
                new(31, 158, 137), new(53, 183, 121), new(110, 206, 88), new(181, 222, 43), new(253, 231, 37),
            ]),
    ];

    private readonly Colour[] _table = new Colour[Steps];

    private ColourMap(string name, Colour missing, Colour[] places)
    {
        Name = name;
        Missing = missing;
        for (var i = 0; i < Steps; i++)
        {
            var at = i * (places.Length - 1.0) / (Steps - 1);
            var place = Math.Min((int)at, places.Length - 2);
            _table[i] = places[place].Towards(places[place + 1], at - place);
        }
    }

    /// <summary>The names of all maps.</summary>
    public static IEnumerable<string> Names => Known.Select(map => map.Name);

    /// <summary>What users call it.</summary>
    public string Name { get; }

    /// <summary>The colour of missing samples.</summary>
    public Colour Missing { get; }

    /// <summary>The map of that name.</summary>
    /// <exception cref="RefusalException">No map has that name.</exception>
    public static ColourMap Of(string name) =>
        Known.FirstOrDefault(map => string.Equals(map.Name, name, StringComparison.Ordinal)) ?? throw Refusal.Unknown("colour map", name, Names);

    /// <summary>The colour of a number; below 0 as 0, above 1 as 1, NaN as missing.</summary>
    public Colour At(double share) => double.IsNaN(share) ? Missing : _table[(int)Math.Round(Math.Clamp(share, 0, 1) * (Steps - 1))];
}
