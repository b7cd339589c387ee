"""An HDF5 file with a node of every kind, and what h5py says of each node.

make FOLDER    writes FOLDER/everything.h5 and the files that it links to
expect FILE    prints {path: {meta, attr, json, flat, bin, safe}} in the words of h5grove, whose answers H5Web expects
"""

import json
import os
import sys

import h5py
import numpy as np
from h5py import h5t

SHAPES = [(), (3,), (2, 3), (2, 3, 2), (2, 1, 3, 2), (2, 1, 2, 1, 3)]
NUMBERS = ["i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8", "f16", "c8", "c16"]
POINT = np.dtype([("x", "<i4"), ("y", ">f8"), ("name", "S5"), ("on", "?")])
COLOURS = h5py.enum_dtype({"RED": 1, "GREEN": 2, "BLUE": -3}, basetype=">i2")
TEXT = h5py.string_dtype()
ASCII = h5py.string_dtype("ascii")


def numbers(dtype, shape):
    """Values that touch the ends of the type, and what is no number where it can be."""
    dtype = np.dtype(dtype)
    count = int(np.prod(shape, dtype=int))
    if dtype.kind in "iu":
        ends = np.array([np.iinfo(dtype).max, np.iinfo(dtype).min, 7], dtype)
        values = np.resize(ends, count) - np.arange(count).astype(dtype) % 3 * np.array([1, 0, 1] * count, dtype)[:count]
    else:
        values = np.linspace(-1.7, 3.3, count).astype(dtype)
        if count > 1:
            values[1] = np.nan
        if count > 2:
            values[2] = np.inf
    return values.reshape(shape)


def low_level(group, name, type_id, data):
    """A dataset of a type that h5py has no word for."""
    space = h5py.h5s.create_simple(data.shape) if data.shape else h5py.h5s.create(h5py.h5s.SCALAR)
    dataset = h5py.h5d.create(group.id, name.encode(), type_id, space)
    dataset.write(h5py.h5s.ALL, h5py.h5s.ALL, data, type_id)


def text_type(size, padding, charset):
    kind = h5t.C_S1.copy()
    kind.set_size(size)
    kind.set_strpad(padding)
    kind.set_cset(charset)
    return kind


def make_numbers(group):
    for name in NUMBERS:
        for order, word in (("<", "little"), (">", "big")):
            for shape in SHAPES[: 6 if name in ("f4", "i2", "i8") else 3]:
                group.create_dataset(f"{name}_{word}_{len(shape)}d", data=numbers(order + name, shape), dtype=order + name)
    flags = np.array([[True, False, True], [False, False, True]])
    group["bool"] = flags
    group["bool_scalar"] = True
    group.create_dataset("colours", data=np.array([1, 2, -3, 1], ">i2"), dtype=COLOURS)
    group.create_dataset("colour", data=2, dtype=COLOURS)
    low_level(group, "bits8", h5t.STD_B8LE, np.array([1, 128, 255], "u1"))
    low_level(group, "bits16_big", h5t.STD_B16BE, np.array([1, 128, 65535], ">u2"))


def make_texts(group):
    words = ["alpha", "β", "日本語", ""]
    group.create_dataset("utf8", data=words, dtype=TEXT)
    group.create_dataset("utf8_scalar", data="größer", dtype=TEXT)
    group.create_dataset("utf8_2d", data=np.array([words, words[::-1]], object), dtype=TEXT)
    group.create_dataset("ascii", data=["a", "bc", ""], dtype=ASCII)
    group.create_dataset("fixed", data=np.array([b"abc", b"de", b""]))
    low_level(group, "fixed_utf8", text_type(4, h5t.STR_NULLPAD, h5t.CSET_UTF8), np.array(["ä".encode(), b"xyz"], "S4"))
    group.create_dataset("fixed_scalar", data=np.bytes_(b"one"))
    low_level(group, "terminated", text_type(6, h5t.STR_NULLTERM, h5t.CSET_ASCII), np.array([b"ab\0zz", b"cdefg"], "S6"))
    low_level(group, "spaces", text_type(6, h5t.STR_SPACEPAD, h5t.CSET_ASCII), np.array([b"ab    ", b"cdefgh"], "S6"))
    group.create_dataset("quotes", data=['"\\\n\t\u0001', "</script>"], dtype=TEXT)


def make_compounds(group):
    points = np.array([(1, 2.5, b"one", True), (-2, np.nan, b"two", False)], POINT)
    group["points"] = points
    group["point"] = points[0]
    nested = np.dtype([("at", POINT), ("row", "<i2", (3,)), ("z", "<c8"), ("table", "<f4", (2, 2))])
    deep = np.zeros(2, nested)
    deep["at"] = points
    deep["row"] = [[1, 2, 3], [4, 5, 6]]
    deep["z"] = [1 + 2j, -3j]
    deep["table"] = [[[1, 2], [3, 4]], [[5, 6], [7, 8]]]
    group["nested"] = deep
    worded = np.dtype([("word", TEXT), ("colour", COLOURS), ("list", h5py.vlen_dtype("<i4"))])
    texts = np.empty(2, worded)
    texts[0] = ("first", 1, np.array([1, 2, 3], "i4"))
    texts[1] = ("", -3, np.array([], "i4"))
    group.create_dataset("worded", data=texts, dtype=worded)


def make_lists(group):
    rows = np.empty(3, object)
    rows[:] = [np.array([1, 2, 3], "i4"), np.array([], "i4"), np.array([4], "i4")]
    group.create_dataset("integers", data=rows, dtype=h5py.vlen_dtype("<i4"))
    floats = np.empty(2, object)
    floats[:] = [np.array([0.5, np.nan], "f8"), np.array([1e300], "f8")]
    group.create_dataset("floats_big", data=floats, dtype=h5py.vlen_dtype(">f8"))
    group.create_dataset("arrays", (4,), np.dtype(("<i4", (2, 3))))[...] = np.arange(24, dtype="i4").reshape(4, 2, 3)
    group.create_dataset("array", (), np.dtype((">f4", (3,))))[()] = np.arange(3, dtype=">f4")


def make_others(file, group):
    low_level(group, "opaque", opaque(4, b"four letters"), np.array([b"abcd", b"efgh"], "V4"))
    low_level(group, "opaque_scalar", opaque(3, b""), np.array(b"xyz", "V3"))
    group["object"] = file["numbers/f4_little_1d"].ref
    group.create_dataset("objects", (3,), dtype=h5py.ref_dtype)[:2] = [file["numbers"].ref, file["texts/utf8"].ref]
    group.create_dataset("regions", (2,), dtype=h5py.regionref_dtype)[0] = file["numbers/f4_little_2d"].regionref[0, 1:]
    group["nothing"] = h5py.Empty("f4")
    group["no_text"] = h5py.Empty(TEXT)
    for shape in ((0,), (2, 0), (0, 3)):
        group.create_dataset("empty_" + "x".join(map(str, shape)), shape, "f8")
    group.create_dataset("empty_texts", (0, 2), dtype=TEXT)


def opaque(size, tag):
    kind = h5t.create(h5t.OPAQUE, size)
    kind.set_tag(tag)
    return kind


def make_layouts(group):
    values = np.arange(60, dtype="<u2").reshape(5, 4, 3)
    group.create_dataset("contiguous", data=values)
    group.create_dataset("chunked", data=values, chunks=(2, 2, 3))
    group.create_dataset("deflate", data=values, chunks=(2, 4, 3), compression="gzip", shuffle=True, fletcher32=True)
    group.create_dataset("lzf", data=values, chunks=(5, 4, 3), compression="lzf")
    group.create_dataset("offset", data=values, chunks=(5, 4, 3), scaleoffset=8)
    group.create_dataset("growing", data=values.astype(">f4"), chunks=(1, 4, 3), maxshape=(None, 4, 3))
    group.create_dataset("texts", data=["a", "b", "c"], dtype=TEXT, chunks=(2,), compression="gzip")
    group.create_dataset("never_written", (4, 4), "i4", chunks=(2, 2), fillvalue=9)
    layout = h5py.VirtualLayout((4, 3), "<f4")
    layout[:2] = h5py.VirtualSource("other.h5", "values", (2, 3))
    layout[2:] = h5py.VirtualSource(".", "/numbers/f4_little_2d", (2, 3))
    group.create_virtual_dataset("virtual", layout, fillvalue=-1)


def make_links(file, group):
    group["hard"] = file["numbers/i2_little_1d"]
    group["soft"] = h5py.SoftLink("/texts/utf8")
    group["relative"] = h5py.SoftLink("hard")
    group["to_group"] = h5py.SoftLink("/texts")
    group["broken"] = h5py.SoftLink("/nowhere/at/all")
    group["ring"] = h5py.SoftLink("/links/ring")
    group["outside_group"] = h5py.ExternalLink("other.h5", "/")
    group["other"] = h5py.ExternalLink("other.h5", "/values")
    group["no_file"] = h5py.ExternalLink("missing.h5", "/values")
    group["above"] = h5py.ExternalLink("../above.h5", "/values")
    group["up"] = file["/"]


def make_attributes(file, owner):
    at = owner.attrs
    for name in NUMBERS:
        at[name] = numbers("<" + name, ())

        # H5Web takes a complex number without a real part in a list for a list.
        row = numbers(">" + name, (3,))
        at.create(name + "_row", np.nan_to_num(row, posinf=9, neginf=9) if name[0] == "c" else row, dtype=">" + name)
    at["text"] = "größer"
    at["texts"] = ["a", "β"]
    at["fixed"] = np.bytes_(b"abc")
    at["fixed_row"] = np.array([b"ab", b"c"])
    at["bool"] = np.True_
    at["bools"] = np.array([True, False])
    at.create("colour", 2, dtype=COLOURS)
    at["point"] = np.array((1, 2.5, b"one", True), POINT)
    at["object"] = file["numbers"].ref
    at.create("objects", [file["numbers"].ref, file["texts"].ref], dtype=h5py.ref_dtype)
    at["region"] = file["numbers/f4_little_2d"].regionref[0, 1:]
    at["nothing"] = h5py.Empty("f8")
    at["no_text"] = h5py.Empty(TEXT)
    at["empty"] = np.zeros((0, 2), "i4")
    at["table"] = np.arange(6, dtype="i4").reshape(2, 3)
    at.create("array", np.arange(4, dtype="f4"), dtype=np.dtype(("<f4", (4,))))
    rows = np.empty(2, object)
    rows[:] = [np.array([1, 2], "i4"), np.array([3], "i4")]
    at.create("lists", rows, dtype=h5py.vlen_dtype("i4"))
    at["naïve name/with slash"] = 1


def make(folder):
    with h5py.File(os.path.join(folder, "other.h5"), "w") as other:
        other["values"] = np.arange(6, dtype="f4").reshape(2, 3)
        other["values"].attrs["units"] = "mm"
    with h5py.File(os.path.join(os.path.dirname(folder), "above.h5"), "w") as above:
        above["values"] = np.arange(3)
    with h5py.File(os.path.join(folder, "everything.h5"), "w") as file:
        file.attrs["title"] = "everything"
        make_numbers(file.create_group("numbers"))
        make_texts(file.create_group("texts"))
        make_compounds(file.create_group("compounds"))
        make_lists(file.create_group("lists"))
        make_others(file, file.create_group("others"))
        make_layouts(file.create_group("layouts"))
        file["types/point"] = POINT
        file["types/colours"] = COLOURS
        file["types/point"].attrs["about"] = "a point"
        make_links(file, file.create_group("links"))
        make_attributes(file, file.create_group("attributes"))
        make_attributes(file, file.create_dataset("attributes/of_dataset", data=1))
        file.create_group("nobody")


def dtype_name(dtype):
    return dtype.str if dtype.fields is None else {name: dtype_name(part[0]) for name, part in dtype.fields.items()}


def describe_type(kind):
    answer = {"class": kind.get_class(), "dtype": dtype_name(kind.dtype), "size": kind.get_size()}
    if isinstance(kind, h5t.TypeStringID):
        answer |= {"cset": kind.get_cset(), "strpad": kind.get_strpad(), "strPad": kind.get_strpad(), "vlen": kind.is_variable_str()}
    elif isinstance(kind, h5t.TypeCompoundID):
        answer["members"] = [{"name": kind.get_member_name(i).decode()} | describe_type(kind.get_member_type(i)) for i in range(kind.get_nmembers())]
    elif isinstance(kind, h5t.TypeEnumID):
        answer["members"] = {kind.get_member_name(i).decode(): kind.get_member_value(i) for i in range(kind.get_nmembers())}
    elif isinstance(kind, h5t.TypeOpaqueID):
        answer["tag"] = kind.get_tag().decode()
    elif isinstance(kind, (h5t.TypeIntegerID, h5t.TypeFloatID, h5t.TypeBitfieldID)):
        answer["order"] = kind.get_order()
        if isinstance(kind, h5t.TypeIntegerID):
            answer["sign"] = kind.get_sign()
    elif isinstance(kind, h5t.TypeArrayID):
        answer["dims"] = list(kind.get_array_dims())
    if isinstance(kind, (h5t.TypeEnumID, h5t.TypeVlenID, h5t.TypeArrayID)):
        answer["base"] = describe_type(kind.get_super())
    return answer


def plain(value):
    """As it stands in JSON."""
    if isinstance(value, h5py.Empty):
        return None
    if isinstance(value, np.ndarray):
        return [plain(one) for one in value]
    if isinstance(value, np.void):
        return [plain(value[name]) for name in value.dtype.names] if value.dtype.names else value.tobytes().decode()
    if isinstance(value, bytes):
        return value.decode()
    if isinstance(value, (complex, np.complexfloating)):
        return [plain(value.real), plain(value.imag)]
    if isinstance(value, (np.float16, np.float32)):
        return float(str(np.float32(value))) if np.isfinite(value) else None
    if isinstance(value, (float, np.floating)):
        return float(value) if np.isfinite(value) else None
    if isinstance(value, (h5py.Reference, h5py.RegionReference)):
        return str(value).replace("(null>", "(null)>")
    return value.item() if isinstance(value, np.generic) else value


def safe(value):
    """The bytes of what every browser knows; None where these are no numbers."""
    value = np.asarray(value)
    if value.dtype.kind not in "iufcb" or value.dtype.fields is not None:
        return None
    if value.dtype.kind == "f" and value.dtype.itemsize == 2:
        value = value.astype("<f4")
    if value.dtype.kind == "f" and value.dtype.itemsize > 8:
        value = value.astype("<f8")
    return value.astype(value.dtype.newbyteorder("<")).tobytes().hex()


def describe(path, entity, deep=True):
    name = path.split("/")[-1]
    if isinstance(entity, h5py.SoftLink):
        return {"name": name, "kind": "soft_link", "target_path": entity.path}
    if isinstance(entity, h5py.ExternalLink):
        return {"name": name, "kind": "external_link", "target_file": entity.filename, "target_path": entity.path}
    kind = {h5py.Dataset: "dataset", h5py.Datatype: "datatype"}.get(type(entity), "group")
    answer = {"name": name, "kind": kind, "attributes": []}
    for key in sorted(entity.attrs.keys(), key=lambda key: key.encode()):
        one = entity.attrs.get_id(key)
        answer["attributes"].append({"name": key, "shape": None if one.shape is None else list(one.shape), "type": describe_type(one.get_type())})
    if kind != "group":
        answer["type"] = describe_type(entity.id.get_type() if kind == "dataset" else entity.id)
    if kind == "dataset":
        made = entity.id.get_create_plist()
        filters = [made.get_filter(i) for i in range(made.get_nfilters())]
        answer["shape"] = None if entity.shape is None else list(entity.shape)
        answer["chunks"] = entity.chunks and list(entity.chunks)
        answer["filters"] = [{"id": one[0], "name": one[3].decode()} for one in filters] or None
    if kind == "group" and deep:
        answer["children"] = [describe(join(path, child), resolve(entity, child), False) for child in entity.keys()]
    return answer


def join(path, name):
    return path.rstrip("/") + "/" + name


def resolve(group, name):
    """An object, or the link to it where it leads nowhere or out of the folder."""
    link = group.get(name, getlink=True)
    if isinstance(link, h5py.ExternalLink) and ".." in link.filename:
        return link
    try:
        return group[name]
    except (KeyError, OSError, RuntimeError):
        return link


def read(dataset):
    """All of it. h5py converts neither bits nor bytes without meaning, and takes big-endian sequences, which the library has turned, for unturned."""
    kind = dataset.id.get_type()
    if isinstance(kind, h5t.TypeVlenID) and kind.get_super().dtype.byteorder == ">":
        values = dataset[()]
        values[:] = [row.byteswap() for row in values]
        return values
    if not isinstance(kind, (h5t.TypeBitfieldID, h5t.TypeOpaqueID)):
        return dataset[()]
    values = np.empty(dataset.shape, dataset.dtype)
    dataset.id.read(h5py.h5s.ALL, h5py.h5s.ALL, values, kind)
    return values if values.shape else values[()]


def expect(file):
    answers = {}

    def visit(path, entity, up):
        answer = {"meta": describe(path, entity)}
        answers[path or "/"] = answer
        if hasattr(entity, "attrs"):
            answer["attr"] = {key: plain(value) for key, value in entity.attrs.items()}
        if isinstance(entity, h5py.Dataset):
            value = read(entity)
            flat = value.ravel() if isinstance(value, np.ndarray) and value.ndim else value
            answer |= {"json": plain(value), "flat": plain(flat), "safe": None if isinstance(value, h5py.Empty) else safe(value)}
            if entity.dtype.kind == "V" and not entity.dtype.fields and not entity.dtype.subdtype:
                answer["bin"] = value.tobytes().hex()
        elif isinstance(entity, h5py.Group) and not up:
            for child in entity.keys():
                visit(join(path, child), resolve(entity, child), child == "up" or "outside" in child)

    visit("", file["/"], False)
    return answers


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(sys.argv[2])
    else:
        with h5py.File(sys.argv[2]) as opened:
            print(json.dumps(expect(opened)))
