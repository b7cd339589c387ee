using System.Runtime.InteropServices;

namespace Etalon.Native;

/// <summary>Builds <see cref="Hdf5Type"/> from the library's answers. Called inside the lock.</summary>
internal static unsafe class Hdf5TypeReading
{
    // A hostile file can nest and widen types at will; real ones stay far below.
    private const int MaximumDepth = 16;
    private const int MaximumMembers = 4096;
    private const int MaximumRank = 32;

    public static Hdf5Type Read(long id, string subject, int depth = 0)
    {
        if (depth > MaximumDepth)
        {
            throw Hdf5Error.Refused("H5Tget_class", subject, $"its type is nested more than {MaximumDepth} deep");
        }

        var kind = H5T.GetClass(id);
        Hdf5Error.Check(kind, "H5Tget_class", subject);
        var type = new Hdf5Type((Hdf5TypeClass)kind, H5T.GetSize(id));
        return type.Class switch
        {
            Hdf5TypeClass.Integer or Hdf5TypeClass.Bitfield => Integer(id, type),
            Hdf5TypeClass.Float => Float(id, type),
            Hdf5TypeClass.Text => Text(id, type),
            Hdf5TypeClass.Compound => Compound(id, type, subject, depth),
            Hdf5TypeClass.Reference => type with
            {
                IsObjectReference = H5T.AreEqual(id, Hdf5Constants.ObjectReference) > 0,
                IsRegionReference = H5T.AreEqual(id, Hdf5Constants.RegionReference) > 0,
            },
            Hdf5TypeClass.Opaque => type with { Tag = Owned(H5T.GetTag(id)) },
            Hdf5TypeClass.Enumeration => Enumeration(id, type, subject, depth),
            Hdf5TypeClass.VariableLength => type with { Element = Element(id, subject, depth) },
            Hdf5TypeClass.Array => type with { Element = Element(id, subject, depth), ArrayShape = ArrayShape(id, subject) },
            _ => type,
        };
    }

    private static Hdf5Type Integer(long id, Hdf5Type type)
    {
        var signed = H5T.GetSign(id) == 1;
        NumberType? number = (type.Size, signed) switch
        {
            (1, true) => NumberType.Int8,
            (1, false) => NumberType.UInt8,
            (2, true) => NumberType.Int16,
            (2, false) => NumberType.UInt16,
            ( > 2 and <= 4, true) => NumberType.Int32,
            ( > 2 and <= 4, false) => NumberType.UInt32,
            ( > 4 and <= 8, true) => NumberType.Int64,
            ( > 4 and <= 8, false) => NumberType.UInt64,
            _ => null,
        };
        var order = (Hdf5ByteOrder)H5T.GetOrder(id);
        return type with
        {
            IsSigned = signed,
            Order = order,
            Number = type.Class == Hdf5TypeClass.Bitfield ? null : number,
            IsPlain = type.Class == Hdf5TypeClass.Integer && type.Size is 1 or 2 or 4 or 8
                && H5T.GetPrecision(id) == type.Size * 8 && H5T.GetOffset(id) == 0
                && order is Hdf5ByteOrder.Little or Hdf5ByteOrder.Big,
        };
    }

    private static Hdf5Type Float(long id, Hdf5Type type)
    {
        var order = (Hdf5ByteOrder)H5T.GetOrder(id);
        var plain = type.Size is 4 or 8
            && H5T.AreEqual(id, Hdf5Constants.Ieee((int)type.Size, order == Hdf5ByteOrder.Big)) > 0;
        NumberType? number = type.Size switch
        {
            <= 4 => NumberType.Float32,
            8 => NumberType.Float64,
            _ => null,
        };
        return type with { IsSigned = true, Order = order, Number = number, IsPlain = plain, IsHalf = type.Size == 2 && IsHalf(id) };
    }

    private static bool IsHalf(long id)
    {
        nint sign, exponent, exponentBits, mantissa, mantissaBits;
        return H5T.GetFields(id, &sign, &exponent, &exponentBits, &mantissa, &mantissaBits) >= 0
            && (sign, exponent, exponentBits, mantissa, mantissaBits) == (15, 10, 5, 0, 10);
    }

    private static Hdf5Type Text(long id, Hdf5Type type) => type with
    {
        IsVariableText = H5T.IsVariableString(id) > 0,
        IsUtf8 = H5T.GetCharacterSet(id) == 1,
        Padding = (Hdf5StringPadding)H5T.GetPadding(id),
    };

    private static Hdf5Type Compound(long id, Hdf5Type type, string subject, int depth)
    {
        var members = new Hdf5Member[MemberCount(id, subject)];
        for (var i = 0u; i < members.Length; i++)
        {
            using var member = new Hdf5Id(H5T.GetMemberType(id, i), "H5Tget_member_type", subject);
            members[i] = new Hdf5Member(
                MemberName(id, i), H5T.GetMemberOffset(id, i), Read(member.Value, subject, depth + 1));
        }

        type = type with { Members = members };
        return IsComplex(members)
            ? type with
            {
                IsSigned = true,
                Order = members[0].Type.Order,
                Number = ComplexOf(members[0].Type),
                IsPlain = members[0].Type.IsPlain && members[0].Offset == 0 && members[1].Offset == members[0].Type.Size
                    && type.Size == 2 * members[0].Type.Size,
            }
            : type;
    }

    private static NumberType ComplexOf(Hdf5Type part) =>
        part.Number == NumberType.Float32 ? NumberType.Complex64 : NumberType.Complex128;

    private static bool IsComplex(Hdf5Member[] members) =>
        members is [var real, var imaginary]
        && (real.Name, imaginary.Name) is ("r", "i") or ("re", "im") or ("real", "imag")
        && real.Type.Class == Hdf5TypeClass.Float
        && real.Type.Number is not null && real.Type.Number == imaginary.Type.Number
        && real.Type.Order == imaginary.Type.Order;

    private static Hdf5Type Enumeration(long id, Hdf5Type type, string subject, int depth)
    {
        var element = Element(id, subject, depth);
        var names = new KeyValuePair<string, long>[MemberCount(id, subject)];
        using var super = new Hdf5Id(H5T.GetSuper(id), "H5Tget_super", subject);
        var buffer = stackalloc byte[64];
        for (var i = 0u; i < names.Length && element.Number is not null; i++)
        {
            Hdf5Error.Check(H5T.GetMemberValue(id, i, buffer), "H5Tget_member_value", subject);
            Hdf5Error.Check(
                H5T.Convert(super.Value, Hdf5Constants.Native(NumberType.Int64), 1, buffer, null, 0), "H5Tconvert", subject);
            names[i] = new(MemberName(id, i), *(long*)buffer);
        }

        return type with
        {
            Element = element,
            Names = [.. names.OrderBy(pair => pair.Value)],
            IsSigned = element.IsSigned,
            Order = element.Order,
            Number = element.Number,
            IsPlain = element.IsPlain,
        };
    }

    private static Hdf5Type Element(long id, string subject, int depth)
    {
        using var super = new Hdf5Id(H5T.GetSuper(id), "H5Tget_super", subject);
        return Read(super.Value, subject, depth + 1);
    }

    private static long[] ArrayShape(long id, string subject)
    {
        var rank = H5T.GetArrayRank(id);
        Hdf5Error.Check(rank, "H5Tget_array_ndims", subject);
        var shape = stackalloc ulong[MaximumRank];
        Hdf5Error.Check(H5T.GetArrayShape(id, shape), "H5Tget_array_dims2", subject);
        return [.. new ReadOnlySpan<ulong>(shape, rank).ToArray().Select(length => checked((long)length))];
    }

    private static int MemberCount(long id, string subject)
    {
        var count = H5T.GetMemberCount(id);
        Hdf5Error.Check(count, "H5Tget_nmembers", subject);
        return count <= MaximumMembers
            ? count
            : throw Hdf5Error.Refused("H5Tget_nmembers", subject, $"its type has {count} members, more than {MaximumMembers}");
    }

    private static string MemberName(long id, uint index) => Owned(H5T.GetMemberName(id, index));

    /// <summary>A text that the library has made for its caller.</summary>
    private static string Owned(byte* text)
    {
        try
        {
            return Marshal.PtrToStringUTF8((nint)text) ?? "";
        }
        finally
        {
            _ = H5.FreeMemory(text);
        }
    }
}
