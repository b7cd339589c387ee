"""Cubes: labelled arrays that stay on the server until their samples are asked for."""
from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from . import _html
from ._axes import Axis, Part, by_index, by_label, read_attributes, read_axis, unknown
from ._reading import read
from .errors import EtalonError, Refused, SelectionError

if TYPE_CHECKING:
    import xarray

    from .datasets import Dataset

_PICTURE_SECONDS = 20.0


class Cube:
    """A cube of a dataset, or a part of one.

    `cube[10:20, :, 5]` reads samples by index, as numpy does. `cube.isel(…)` and `cube.sel(…)` choose a part by index or by label and
    read nothing; `to_numpy()`, `to_xarray()` do. Missing samples are NaN in floats; a cube of whole numbers that has a value for missing
    ones is read as a masked array.
    """

    def __init__(self, dataset: Dataset, name: str, parts: tuple[Part, ...] | None = None) -> None:
        self.dataset = dataset
        self.name = name
        self._given = parts
        self._full: tuple[Axis, ...] | None = None

    # -- what it is ----------------------------------------------------------------------------------------------------------

    @property
    def id(self) -> str:
        """ID/CUBE, as every command takes it."""
        return f"{self.dataset.id}/{self.name}"

    @property
    def axes(self) -> tuple[Axis, ...]:
        """The axes, slowest first; those of which one sample was selected are gone."""
        return tuple(axis.take(part) for axis, part in zip(self._all_axes, self._parts) if not part.single)

    @property
    def dims(self) -> tuple[str, ...]:
        return tuple(axis.name for axis in self.axes)

    @property
    def shape(self) -> tuple[int, ...]:
        return tuple(part.count for part in self._parts if not part.single)

    @property
    def ndim(self) -> int:
        return len(self.shape)

    @property
    def size(self) -> int:
        return int(np.prod(self.shape, dtype=object))

    @property
    def dtype(self) -> np.dtype[Any]:
        return np.dtype(self._info["type"])

    @property
    def nbytes(self) -> int:
        return self.size * self.dtype.itemsize

    @property
    def unit(self) -> str:
        return str(self._info.get("unit", ""))

    @property
    def missing(self) -> int | None:
        """The whole number that stands for a missing sample; None for floats, where NaN does."""
        value = self._info.get("missing")
        return None if value is None else int(value)

    @property
    def attrs(self) -> dict[str, Any]:
        """Everything else that the source says of it."""
        return read_attributes(self._info.get("attributes"))

    @property
    def coords(self) -> dict[str, npt.NDArray[Any]]:
        """Where the samples lie, by axis, in the unit of the axis."""
        return {axis.name: axis.coordinates for axis in self.axes if axis.coordinates is not None}

    # -- parts of it ---------------------------------------------------------------------------------------------------------

    def isel(self, indexers: Mapping[str, Any] | None = None, **by_name: Any) -> Cube:
        """A part by index: isel(time=0, lat=slice(10, 20)). A single index takes the axis away."""
        return self._select({**(indexers or {}), **by_name}, by_index)

    def sel(self, indexers: Mapping[str, Any] | None = None, *, method: str | None = None, tolerance: Any = None, **by_name: Any) -> Cube:
        """A part by label: sel(time="2001-03", lat=slice("40 deg", "50 deg"), lon=10).

        Numbers are in the unit of the axis; texts may have any unit that converts to it. Both ends of a slice are included. A moment as
        text is everything within it: "2001-03" is the month. Single coordinates must be there, or be taken with method="nearest".
        """
        return self._select({**(indexers or {}), **by_name}, lambda axis, key: by_label(axis, key, method, tolerance))

    def __getitem__(self, key: Any) -> Any:
        keys = key if isinstance(key, tuple) else (key,)
        dots = [at for at, one in enumerate(keys) if one is Ellipsis]
        if len(dots) > 1 or len(keys) - len(dots) > self.ndim:
            raise SelectionError("too-many-indexes", f"{self.name} has the axes {', '.join(self.dims) or '(none)'}; {len(keys)} indexes were given.")
        at = dots[0] if dots else len(keys)
        filled = (*keys[:at], *(slice(None),) * (self.ndim - len(keys) + len(dots)), *keys[at + 1:])
        return self.isel(dict(zip(self.dims, filled))).to_numpy()

    def __len__(self) -> int:
        if not self.shape:
            raise TypeError("a cube without axes has no length")
        return self.shape[0]

    def __iter__(self) -> Iterator[Cube]:
        return (self.isel({self.dims[0]: index}) for index in range(len(self)))

    # -- its samples ---------------------------------------------------------------------------------------------------------

    def to_numpy(self) -> Any:
        """The samples: an array, a masked one where whole numbers can be missing, a number where no axis is left."""
        self._check_size()
        whole = read(self.dataset.client._transport, self.id, tuple(axis.name for axis in self._all_axes), self._parts, self.dtype)
        kept: Any = tuple(0 if part.single else slice(None) for part in self._parts)
        samples: Any = whole[kept]
        if self.missing is None:
            return samples
        if np.ndim(samples) == 0:
            return np.ma.masked if samples == self.missing else samples
        return np.ma.masked_array(samples, samples == self.missing, fill_value=self.missing)  # type: ignore[no-untyped-call] # numpy 1.24 has no types here

    @property
    def values(self) -> Any:
        """The same as to_numpy()."""
        return self.to_numpy()

    def __array__(self, dtype: npt.DTypeLike = None, copy: bool | None = None) -> npt.NDArray[Any]:
        samples = self.to_numpy()
        if samples is np.ma.masked or (isinstance(samples, np.ma.MaskedArray) and samples.mask.any()):
            raise Refused("missing-samples", f"{self.name} has missing samples, and whole numbers have no NaN.", "Use to_numpy(), which gives a masked array.")
        return np.asarray(samples, dtype=dtype)

    def to_xarray(self) -> xarray.DataArray:
        """A DataArray whose samples are read when they are needed; `.chunk()` makes it one of dask's. Times follow CF."""
        from ._xarray import to_data_array

        return to_data_array(self)

    def stats(self) -> dict[str, Any]:
        """Smallest, largest, mean, … of the whole cube, computed by the server."""
        return dict(self.dataset.client.call("GET", "/api/cube/stats", query={"cube": self.id}))

    def picture(self, size: int = 480, **options: Any) -> bytes:
        """A PNG of what is selected; of more than two axes the last two, the others at their middle.

        `map`, `range`, `percentiles`, `title` are as in `etalon cube slice`.
        """
        query = {"cube": self.id, "region": self._picture_region(), "size": size, **options}
        return self.dataset.client._transport.call("GET", "/api/cube/picture", query=query, timeout=_PICTURE_SECONDS).content

    # -- how it shows itself -------------------------------------------------------------------------------------------------

    def __repr__(self) -> str:
        try:
            sizes = ", ".join(f"{axis.name}: {axis.length}" for axis in self.axes)
            unit = f", unit '{self.unit}'" if self.unit else ""
            return f"<etalon.Cube '{self.name}' ({sizes}) {self.dtype.name}{unit}, {_html.size(self.nbytes)}>"
        except EtalonError as failure:
            return f"<etalon.Cube '{self.name}': {failure}>"

    def _repr_html_(self) -> str:
        try:
            return _html.cube(self, self._repr_png_())
        except EtalonError as failure:
            return _html.trouble(repr(self.name), failure)

    def _repr_png_(self) -> bytes | None:
        try:
            return self.picture() if self.size and self.ndim else None
        except EtalonError:
            return None

    # -- inner ---------------------------------------------------------------------------------------------------------------

    @property
    def _info(self) -> dict[str, Any]:
        return self.dataset._cube_info(self.name)

    @property
    def _all_axes(self) -> tuple[Axis, ...]:
        if self._full is None:
            self._full = tuple(read_axis(axis) for axis in self._info["axes"])
        return self._full

    @property
    def _parts(self) -> tuple[Part, ...]:
        if self._given is None:
            self._given = tuple(Part(0, axis.length) for axis in self._all_axes)
        return self._given

    @property
    def _is_whole(self) -> bool:
        return all(part == Part(0, axis.length) for axis, part in zip(self._all_axes, self._parts))

    def _select(self, keys: dict[str, Any], choose: Any) -> Cube:
        dims = self.dims
        for name in keys:
            if name not in dims:
                raise unknown("axis", name, list(dims), f"Cube '{self.name}'")
        parts = []
        for axis, part in zip(self._all_axes, self._parts):
            if part.single or axis.name not in keys:
                parts.append(part)
            else:
                parts.append(part.of(choose(axis.take(part), keys[axis.name])))
        chosen = Cube(self.dataset, self.name, tuple(parts))
        chosen._full = self._full
        return chosen

    def _picture_region(self) -> str:
        long = [at for at, part in enumerate(self._parts) if part.count > 1]
        words = []
        for at, (axis, part) in enumerate(zip(self._all_axes, self._parts)):
            ends = (part.start, part.start + (part.count - 1) * part.step)
            if at in long[:-2]:
                middle = part.start + part.count // 2 * part.step
                ends = (middle, middle)
            words.append(f"{axis.name}={min(ends)}:{max(ends) + 1}")
        return ";".join(words)

    def _check_size(self) -> None:
        most = _memory() // 2
        if self.nbytes > most:
            raise Refused(
                "too-large", f"{self.name} has {_html.size(self.nbytes)}; more than half of this machine's memory ({_html.size(most)}) is not read at once.",
                "Select a part, run an operator on the server, or use to_xarray().chunk().")


def _memory() -> int:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError, AttributeError):
        return 8 << 30
