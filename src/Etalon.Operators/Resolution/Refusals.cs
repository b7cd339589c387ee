using Etalon.Cubes;

namespace Etalon.Operators;

/// <summary>Says in which step something was refused.</summary>
internal static class Refusals
{
    public static void At(string step, string @operator, Action action)
    {
        try
        {
            action();
        }
        catch (RefusalException refusal) when (!refusal.Message.StartsWith("Step '", StringComparison.Ordinal))
        {
            throw new RefusalException(
                refusal.Code, $"Step '{step}' ({@operator}): {refusal.Message}", refusal.Help, refusal.Kind, refusal);
        }
    }
}
