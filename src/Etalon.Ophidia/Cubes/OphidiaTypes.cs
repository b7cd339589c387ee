using Etalon.Cubes;

namespace Etalon.Ophidia;

/// <summary>Ophidia's names of sample types. What Ophidia does not know is called by the next wider type that it does.</summary>
public static class OphidiaTypes
{
    /// <summary>What Ophidia calls a type.</summary>
    /// <exception cref="RefusalException"><c>complex-cube</c>: complex numbers exist only within expressions.</exception>
    public static string Name(SampleType type) => type switch
    {
        SampleType.Int8 => "byte",
        SampleType.UInt8 or SampleType.Int16 => "short",
        SampleType.UInt16 or SampleType.Int32 => "int",
        SampleType.UInt32 or SampleType.Int64 or SampleType.UInt64 => "long",
        SampleType.Float16 or SampleType.Float32 => "float",
        SampleType.Float64 => "double",
        _ => throw new RefusalException(
            "complex-cube", "Cubes of complex numbers cannot be shown here.", "Take a part with oph_gsl_complex_get_abs, _arg, _real or _imag."),
    };

    /// <summary>The type of a name; null for no name of a type.</summary>
    public static SampleType? Find(string name) => name switch
    {
        "byte" => SampleType.Int8,
        "short" => SampleType.Int16,
        "int" => SampleType.Int32,
        "long" => SampleType.Int64,
        "float" => SampleType.Float32,
        "double" => SampleType.Float64,
        _ => null,
    };
}
