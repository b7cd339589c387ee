"""Axes of cubes, and parts of them chosen by index or by label."""
from __future__ import annotations

import datetime
import difflib
import math
import operator
import re
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from . import units
from .errors import SelectionError, UnknownName
from .moments import TimeAxis, within

_QUANTITY = re.compile(r"\s*(?P<number>[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)\s*(?P<unit>.*)")


@dataclass(frozen=True)
class Part:
    """Every `step`-th sample from `start` (backwards with a negative step); `single` where one sample was named, so that the axis goes."""

    start: int
    count: int
    step: int = 1
    single: bool = False

    def of(self, inner: Part) -> Part:
        """A part of this part."""
        return Part(self.start + inner.start * self.step, inner.count, self.step * inner.step, inner.single)


@dataclass(frozen=True)
class Axis:
    """A labelled dimension: name, length, unit, and where the samples lie."""

    name: str
    length: int
    unit: str = ""
    calendar: str = ""
    coordinates: npt.NDArray[Any] | None = field(default=None, compare=False)
    """Numbers, or labels (objects); None where only the index is known."""
    bounds: npt.NDArray[np.float64] | None = field(default=None, compare=False)
    attrs: dict[str, Any] = field(default_factory=dict, compare=False)

    @property
    def is_time(self) -> bool:
        return " since " in self.unit

    @property
    def has_labels(self) -> bool:
        return self.coordinates is not None and self.coordinates.dtype == object

    def take(self, part: Part) -> Axis:
        """The axis of a part."""
        if part == Part(0, self.length):
            return self
        at = part.start + part.step * np.arange(part.count)
        return Axis(
            self.name, part.count, self.unit, self.calendar, None if self.coordinates is None else self.coordinates[at],
            None if self.bounds is None else self.bounds[at], self.attrs)

    def extent(self) -> str:
        """For people: how long it is, from where to where."""
        if self.coordinates is None or self.length == 0:
            return f"{self.length} samples"
        first, last = self.coordinates[0], self.coordinates[-1]
        return f"{self.length} samples from {_text(first)} to {_text(last)} {self.unit}".rstrip()


def read_axis(document: dict[str, Any]) -> Axis:
    """An axis as the server describes it."""
    length = int(document["length"])
    bounds = document.get("bounds")
    return Axis(
        document["name"], length, document.get("unit", ""), document.get("calendar", ""), _coordinates(document.get("coordinates"), length),
        None if bounds is None else np.array([float(edge) for edge in bounds]).reshape(length, 2), read_attributes(document.get("attributes")))


def read_attributes(document: dict[str, Any] | None) -> dict[str, Any]:
    """Texts stay; one number becomes a number of its type, several become an array."""
    found: dict[str, Any] = {}
    for name, value in (document or {}).items():
        if isinstance(value, dict) and "values" in value:
            kind = np.dtype(value["type"])
            numbers = np.array([_number(number, kind) for number in value["values"]], dtype=kind)
            found[name] = numbers[0] if numbers.size == 1 else numbers
        else:
            found[name] = value
    return found


def by_index(axis: Axis, key: Any) -> Part:
    """As in numpy: a whole number, or a slice of any step; negative ones count from the end."""
    if isinstance(key, slice):
        for end in (key.start, key.stop, key.step):
            if end is not None and not hasattr(end, "__index__"):
                raise SelectionError("bad-index", f"'{end}' is no index of axis '{axis.name}'.", "Select by coordinates with sel(…).")
        return Part(*_range(range(*key.indices(axis.length))))
    try:
        index = operator.index(key)
    except TypeError:
        raise SelectionError(
            "bad-index", f"{key!r} is no index of axis '{axis.name}'.", "Give whole numbers or slices; select by coordinates with sel(…).") from None
    if not -axis.length <= index < axis.length:
        raise SelectionError("index-outside", f"Index {index} is outside of axis '{axis.name}', which has {axis.length} samples.")
    return Part(index % axis.length, 1, 1, single=True)


def by_label(axis: Axis, key: Any, method: str | None, tolerance: Any) -> Part:
    """By coordinate, quantity, moment or label; both ends of a slice are included."""
    if axis.coordinates is None:
        raise SelectionError("no-coordinates", f"Axis '{axis.name}' has no coordinates, only indexes.", "Select by index: isel(…) or [ … ].")
    if method not in (None, "nearest"):
        raise SelectionError("bad-method", f"There is no method '{method}'.", "Use method='nearest', or none.")
    if isinstance(key, slice):
        if key.step is not None:
            raise SelectionError("bad-step", "A slice of coordinates has no step.", "Take every n-th sample by index afterwards: isel(…).")
        return _label_slice(axis, key) if axis.has_labels else _run(axis, _inside(axis, key.start, key.stop), f"{key.start} to {key.stop}")
    if axis.has_labels:
        return Part(_label(axis, key), 1, 1, single=True)
    if axis.is_time and not isinstance(key, (int, float, np.number)):
        if method is None and isinstance(key, str):
            return _run(axis, _inside(axis, key, key), key)
        return _nearest(axis, TimeAxis(axis.unit, axis.calendar).extent(key)[0], key, method, tolerance)
    return _nearest(axis, _value(axis, key), key, method, tolerance)


def _inside(axis: Axis, first: Any, last: Any) -> npt.NDArray[np.bool_]:
    assert axis.coordinates is not None
    if axis.is_time and not any(isinstance(end, (int, float, np.number)) for end in (first, last)):
        low, high = TimeAxis(axis.unit, axis.calendar).between(first, last)
        if isinstance(last, (datetime.date, np.datetime64)):
            return within(axis.coordinates, low, np.nextafter(high, np.inf) + np.spacing(abs(high)))
        return within(axis.coordinates, low, high)
    one = -math.inf if first is None else _value(axis, first)
    other = math.inf if last is None else _value(axis, last)
    slack = _slack(axis)
    return (axis.coordinates >= min(one, other) - slack) & (axis.coordinates <= max(one, other) + slack)


def _run(axis: Axis, inside: npt.NDArray[np.bool_], asked: str) -> Part:
    found = np.flatnonzero(inside)
    if found.size == 0:
        raise SelectionError("empty-selection", f"No sample of axis '{axis.name}' lies in {asked}; it has {axis.extent()}.", "Choose a range within these limits.")
    first, last = int(found[0]), int(found[-1])
    if last - first + 1 != found.size:
        raise SelectionError(
            "unordered-axis", f"The {found.size} samples of axis '{axis.name}' in {asked} do not lie side by side.", "Select by index: isel(…).")
    return Part(first, last - first + 1)


def _nearest(axis: Axis, wanted: float, key: Any, method: str | None, tolerance: Any) -> Part:
    assert axis.coordinates is not None
    away = np.abs(axis.coordinates - wanted)
    if axis.length == 0 or np.isnan(away).all():
        raise SelectionError("empty-selection", f"Axis '{axis.name}' has no sample to select.")
    best = int(np.nanargmin(away))
    if method is None:
        allowed = max(_slack(axis), float(np.spacing(abs(wanted))))
    else:
        allowed = math.inf if tolerance is None else _difference(axis, tolerance)
    if not away[best] <= allowed:
        near = f"the nearest is {_text(axis.coordinates[best])} {axis.unit}".rstrip()
        raise SelectionError(
            "no-such-coordinate", f"Axis '{axis.name}' has no sample at {key}; {near}.", "Ask for a slice, or for the nearest with method='nearest'.")
    return Part(best, 1, 1, single=True)


def _value(axis: Axis, key: Any) -> float:
    """A number in the axis's unit, or a text with a unit that converts to it."""
    if isinstance(key, str):
        found = _QUANTITY.fullmatch(key)
        if not found:
            raise SelectionError("bad-quantity", f"'{key}' is no number with a unit.", f"Write for example '40 {axis.unit}'." if axis.unit else "")
        unit = found["unit"].strip()
        if unit and not axis.unit:
            raise SelectionError("no-unit", f"Axis '{axis.name}' has no unit that '{unit}' could be converted to.", "Give a plain number.")
        return units.convert(float(found["number"]), unit, axis.unit) if unit else float(found["number"])
    try:
        return float(key)
    except (TypeError, ValueError):
        raise SelectionError("bad-label", f"{key!r} selects nothing on axis '{axis.name}'.", "Give a number, a text with a unit, or a slice of these.") from None


def _difference(axis: Axis, tolerance: Any) -> float:
    """A distance along the axis: 1 K is 1 degC here."""
    if isinstance(tolerance, str) and axis.is_time:
        name, _, _ = axis.unit.partition(" since ")
        return abs(_value(Axis(axis.name, 0, name), tolerance))
    if isinstance(tolerance, str):
        number = _QUANTITY.fullmatch(tolerance)
        unit = number["unit"].strip() if number else ""
        zero = units.convert(0, unit, axis.unit) if unit and axis.unit else 0.0
        return abs(_value(axis, tolerance) - zero)
    return abs(float(tolerance))


def _slack(axis: Axis) -> float:
    """Ends count although a coordinate was stored as float32 or a limit converted: a ten-thousandth of the spacing, or less."""
    if axis.coordinates is None or axis.length < 2:
        return 0.0
    first, last = float(axis.coordinates[0]), float(axis.coordinates[-1])
    slack = min(abs(last - first) / (axis.length - 1) * 1e-4, max(abs(first), abs(last)) * 2.4e-7)
    return slack if math.isfinite(slack) else 0.0


def _label_slice(axis: Axis, key: slice) -> Part:
    first = 0 if key.start is None else _label(axis, key.start)
    last = axis.length - 1 if key.stop is None else _label(axis, key.stop)
    return Part(min(first, last), abs(last - first) + 1)


def _label(axis: Axis, key: Any) -> int:
    assert axis.coordinates is not None
    labels = list(axis.coordinates)
    if key in labels:
        return labels.index(key)
    raise unknown("label", str(key), labels, f"Axis '{axis.name}'")


def unknown(kind: str, name: str, names: list[str], owner: str) -> UnknownName:
    """There is none of that name; what there is, and which is meant perhaps."""
    near = difflib.get_close_matches(name, names, n=2)
    listed = ", ".join(str(one) for one in names[:20]) + (", …" if len(names) > 20 else "")
    return UnknownName(f"unknown-{kind}", f"{owner} has no {kind} '{name}'. It has {listed or 'none'}.", f"Did you mean {' or '.join(near)}?" if near else "")


def _range(indices: range) -> tuple[int, int, int]:
    return (indices.start, len(indices), indices.step) if len(indices) else (0, 0, 1)


def _coordinates(document: dict[str, Any] | None, length: int) -> npt.NDArray[Any] | None:
    if document is None:
        return None
    if "labels" in document:
        labels = np.empty(length, dtype=object)
        labels[:] = document["labels"]
        return labels
    if "values" in document:
        return np.array([float(value) for value in document["values"]])
    return float(document["start"]) + np.arange(length) * float(document["step"])


def _number(number: Any, kind: np.dtype[Any]) -> Any:
    return float(number) if isinstance(number, str) and kind.kind == "f" else number


def _text(value: Any) -> str:
    return f"'{value}'" if isinstance(value, str) else f"{float(value):.10g}"
