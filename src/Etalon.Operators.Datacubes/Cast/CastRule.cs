using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Everything a cast has to know, for any pair of types.</summary>
internal sealed class CastRule(Cast.Parameters parameters, CubeInfo input, CubeInfo output)
{
    /// <summary>Samples that are converted at a time: 16 KiB of doubles stay in the first cache.</summary>
    public const int StripSamples = 2048;

    public CubeInfo Input { get; } = input;

    public CubeInfo Output { get; } = output;

    public double Scale { get; } = parameters.Scale;

    public double Offset { get; } = parameters.Offset;

    public bool IsScaled => Scale != 1 || Offset != 0;

    public OutOfRange Outside { get; } = parameters.Outside;

    /// <summary>Null where the rule cuts towards zero, which conversion does by itself.</summary>
    public MidpointRounding Rounding { get; } = parameters.Rounding switch
    {
        RoundingRule.Away => MidpointRounding.AwayFromZero,
        RoundingRule.Floor => MidpointRounding.ToNegativeInfinity,
        RoundingRule.Ceiling => MidpointRounding.ToPositiveInfinity,
        RoundingRule.Truncate => MidpointRounding.ToZero,
        _ => MidpointRounding.ToEven,
    };

    /// <summary>The refusal of one sample.</summary>
    public RefusalException Refused(Block block, long sample, string value) => new(
        "value-out-of-range",
        string.Create(CultureInfo.InvariantCulture, $"The value {value} at {SampleText.At(block.Cube, block.Region, sample)} does not fit into {Output.Type.Name()}{Taken}."),
        "Choose a wider type, a scale and an offset, or say what shall happen: outside=clip or outside=missing.");

    private string Taken => Output.Missing is { } missing ? $" ({missing} stands for missing samples)" : "";
}
