"""Cubes as xarray shows them; read when they are looked at."""
from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import xarray
from xarray.backends import BackendArray
from xarray.core import indexing

from ._axes import Axis
from .errors import Refused

if TYPE_CHECKING:
    from .cubes import Cube
    from .datasets import Dataset


class _Lazy(BackendArray):  # type: ignore[misc]
    """Samples of a cube; whole numbers that can be missing come as floats with NaN, as xarray has them."""

    def __init__(self, cube: Cube) -> None:
        self._cube = cube
        self.shape = cube.shape
        self.dtype = _float_for(cube.dtype) if cube.missing is not None else cube.dtype

    def __getitem__(self, key: Any) -> Any:
        return indexing.explicit_indexing_adapter(key, self.shape, indexing.IndexingSupport.BASIC, self._read)

    def _read(self, key: tuple[Any, ...]) -> Any:
        samples = self._cube[key]
        if isinstance(samples, np.ma.MaskedArray):
            return np.where(samples.mask, np.nan, samples.data).astype(self.dtype)
        return np.asarray(samples, self.dtype)


def to_data_array(cube: Cube) -> xarray.DataArray:
    return _decode(xarray.Dataset({cube.name: _variable(cube)}, coords=_coordinates(cube.axes)))[cube.name]


def to_dataset(dataset: Dataset, names: Sequence[str]) -> xarray.Dataset:
    axes: dict[str, Axis] = {}
    variables: dict[str, Any] = {}
    for name in names:
        cube = dataset[name]
        for axis in cube.axes:
            if axis.name in axes and not _is_same(axes[axis.name], axis):
                raise Refused(
                    "axes-differ", f"Axis '{axis.name}' of {name} is not that of the cubes before.", f"Name cubes that fit: to_xarray(['{name}']).")
            axes[axis.name] = axis
        variables[name] = _variable(cube)
    bounds = {f"{axis.name}_bnds": ((axis.name, "bnds"), axis.bounds) for axis in axes.values() if axis.bounds is not None}
    clash = [name for name in variables if name in axes]
    if clash:
        raise Refused("axes-differ", f"'{clash[0]}' is a cube and an axis.", "Name the other cubes: to_xarray([…]).")
    attributes = {key: value for key, value in dataset.metadata.items() if isinstance(value, (str, int, float))}
    return _decode(xarray.Dataset({**variables, **bounds}, coords=_coordinates(axes.values(), bounds), attrs=attributes))


def _decode(raw: xarray.Dataset) -> xarray.Dataset:
    """Only times are left to be decoded: missing samples and scaling were the server's."""
    return xarray.decode_cf(raw, mask_and_scale=False, decode_coords=False, concat_characters=False)


def _variable(cube: Cube) -> xarray.Variable:
    attributes = {key: value for key, value in cube.attrs.items() if key not in ("units", "_FillValue", "missing_value", "scale_factor", "add_offset")}
    if cube.unit:
        attributes["units"] = cube.unit
    return xarray.Variable(cube.dims, indexing.LazilyIndexedArray(_Lazy(cube)), attributes)


def _coordinates(axes: Any, bounds: dict[str, Any] | None = None) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for axis in axes:
        if axis.coordinates is None:
            continue
        attributes = {key: value for key, value in axis.attrs.items() if key not in ("units", "calendar", "bounds", "_FillValue", "missing_value")}
        if axis.unit:
            attributes["units"] = axis.unit
        if axis.calendar:
            attributes["calendar"] = axis.calendar
        if bounds and f"{axis.name}_bnds" in bounds:
            attributes["bounds"] = f"{axis.name}_bnds"
        found[axis.name] = (axis.name, axis.coordinates, attributes)
    return found


def _is_same(one: Axis, other: Axis) -> bool:
    if (one.length, one.unit, one.calendar) != (other.length, other.unit, other.calendar):
        return False
    if one.coordinates is None or other.coordinates is None:
        return one.coordinates is other.coordinates
    return bool(np.array_equal(one.coordinates, other.coordinates, equal_nan=not one.has_labels))


def _float_for(kind: np.dtype[Any]) -> np.dtype[Any]:
    """The float that holds every number of an integer type; beyond 2^53 there is none."""
    return np.dtype(np.float32 if kind.itemsize <= 2 else np.float64)
