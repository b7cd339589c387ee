using System.Globalization;
using System.Runtime.InteropServices;

namespace Etalon.Ophidia;

/// <summary>What a part of an expression amounts to: a number, or a text that is none.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ExpressionValue(double Number, string? Text)
{
    public bool IsNumber => Text is null;

    public static ExpressionValue Of(bool truth) => new(truth ? 1 : 0, null);

    public static ExpressionValue Of(double number) => new(number, null);

    public static ExpressionValue Of(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? new(number, null) : new(0, text);

    public override string ToString() => Text ?? Number.ToString("R", CultureInfo.InvariantCulture);
}
