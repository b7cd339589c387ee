namespace Etalon.Native;

/// <summary>The call for each type in memory.</summary>
internal static unsafe class NetCdfSamples
{
    /// <summary>Moves a box between a variable and memory.</summary>
    public delegate int Move(int id, int variable, nint* start, nint* count, void* memory);

    private static readonly Move[] Gets =
    [
        NcData.GetInt8, NcData.GetUInt8, NcData.GetInt16, NcData.GetUInt16, NcData.GetInt32,
        NcData.GetUInt32, NcData.GetInt64, NcData.GetUInt64, NcData.GetFloat32, NcData.GetFloat64,
    ];

    private static readonly Move[] Puts =
    [
        NcData.PutInt8, NcData.PutUInt8, NcData.PutInt16, NcData.PutUInt16, NcData.PutInt32,
        NcData.PutUInt32, NcData.PutInt64, NcData.PutUInt64, NcData.PutFloat32, NcData.PutFloat64,
    ];

    public static Move Get(NumberType type) => Find(Gets, type);

    public static Move Put(NumberType type) => Find(Puts, type);

    private static Move Find(Move[] moves, NumberType type) =>
        (int)type < moves.Length
            ? moves[(int)type]
            : throw NetCdfError.Refused("nc_get_vara", "memory", $"there is no type for {type}");
}
