"""Moments on CF time axes, in all of CF's calendars, without converting the axis to anything."""
from __future__ import annotations

import datetime
import re
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from .errors import SelectionError, UnitError

_DAY = 86_400_000_000_000
_UNITS = {
    "nanosecond": 1, "ns": 1, "microsecond": 1_000, "microsec": 1_000, "us": 1_000, "µs": 1_000, "millisecond": 1_000_000, "millisec": 1_000_000,
    "msec": 1_000_000, "ms": 1_000_000, "second": 1_000_000_000, "sec": 1_000_000_000, "s": 1_000_000_000, "minute": 60_000_000_000,
    "min": 60_000_000_000, "hour": 3_600_000_000_000, "hr": 3_600_000_000_000, "h": 3_600_000_000_000, "day": _DAY, "d": _DAY, "week": 7 * _DAY,
}
_NAMES = {
    "": "standard", "standard": "standard", "gregorian": "standard", "proleptic_gregorian": "proleptic_gregorian", "julian": "julian",
    "noleap": "noleap", "no_leap": "noleap", "365_day": "noleap", "all_leap": "all_leap", "366_day": "all_leap", "360_day": "360_day",
}
_BEFORE = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
_TEXT = re.compile(
    r"\s*(?P<year>[+-]?\d{1,5})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2})(?:(?:T|\s+)(?P<hour>\d{1,2})(?::(?P<minute>\d{1,2})(?::(?P<second>\d{1,2})"
    r"(?:\.(?P<fraction>\d*))?)?)?)?)?)?\s*(?P<zone>Z|UTC|GMT|[+-]\d{1,2}(?::?\d{2})?)?\s*")


class TimeAxis:
    """The meaning of 'days since 2000-01-01' in a calendar."""

    def __init__(self, unit: str, calendar: str = "") -> None:
        name = calendar.strip().lower()
        if name not in _NAMES:
            raise UnitError("unknown-calendar", f"There is no calendar '{calendar}'.", f"CF has {', '.join(sorted(set(_NAMES.values())))}.")
        self.calendar = _NAMES[name]
        word, _, reference = re.split(r"\s+(since)\s+", unit.strip(), maxsplit=1, flags=re.IGNORECASE)
        self._unit = self._length(word.strip())
        self._reference = self._parse(reference)[0]

    def between(self, first: Any, last: Any) -> tuple[float, float]:
        """The coordinates from the start of one moment up to, but not including, the end of another one; None is open."""
        low = -np.inf if first is None else self.extent(first)[0]
        high = np.inf if last is None else self.extent(last)[1]
        return low, high

    def extent(self, moment: Any) -> tuple[float, float]:
        """From when to when a moment lasts: '2001' is the year, '2001-03' the month, a datetime an instant."""
        if isinstance(moment, str):
            start, end = self._parse(moment)
        else:
            start = end = self._instant(moment)
        return self._coordinate(start), self._coordinate(end)

    def _coordinate(self, nanoseconds: int) -> float:
        return float(Fraction(nanoseconds - self._reference, self._unit))

    def _length(self, word: str) -> int:
        lower = word.lower()
        singular = lower[:-1] if len(lower) > 2 and lower.endswith("s") else lower
        length = _UNITS.get(lower) or _UNITS.get(singular)
        if length is None and self.calendar == "360_day" and singular in ("month", "year"):
            length = (30 if singular == "month" else 360) * _DAY
        if length is None:
            raise UnitError("bad-time-unit", f"'{word} since' has no fixed length.", "Select by index: isel(…).")
        return length

    def _parse(self, text: str) -> tuple[int, int]:
        found = _TEXT.fullmatch(text)
        if not found:
            raise _bad(text, "it is not written as 2003, 2003-05, 2003-05-01 or 2003-05-01T12:00:00")
        parts = [found[name] for name in ("year", "month", "day", "hour", "minute", "second")]
        precision = sum(part is not None for part in parts)
        year, month, day, hour, minute, second = (int(part) if part is not None else rest for part, rest in zip(parts, (0, 1, 1, 0, 0, 0)))
        if hour > 23 or minute > 59 or second > 59:
            raise _bad(text, "a day ends at 23:59:59")
        clock = ((hour * 60 + minute) * 60 + second) * 1_000_000_000 + int(((found["fraction"] or "") + "000000000")[:9])
        zone = _zone(found["zone"] or "")
        start = self._day(year, month, day, text) * _DAY + clock - zone
        if precision == 1:
            return start, self._day(year + 1, 1, 1, text) * _DAY - zone
        if precision == 2:
            following = (year + 1, 1) if month == 12 else (year, month + 1)
            return start, self._day(*following, 1, text) * _DAY - zone
        return start, start + {3: _DAY, 4: 3_600_000_000_000, 5: 60_000_000_000, 6: 1_000_000_000}[precision]

    def _instant(self, moment: Any) -> int:
        if isinstance(moment, np.datetime64):
            if self.calendar not in ("standard", "proleptic_gregorian"):
                raise _calendars(self.calendar)
            return self._parse(str(np.datetime_as_string(moment.astype("datetime64[ns]"))))[0]
        own = getattr(moment, "calendar", "")
        if isinstance(own, str) and own and _NAMES.get(own) != self.calendar:
            raise _calendars(self.calendar)
        if isinstance(moment, datetime.datetime) and moment.tzinfo is not None:
            moment = moment.astimezone(datetime.timezone.utc)
        try:
            day = self._day(moment.year, moment.month, moment.day, str(moment))
        except AttributeError:
            raise _bad(repr(moment), "it is neither a text nor a date") from None
        clock = (getattr(moment, "hour", 0) * 60 + getattr(moment, "minute", 0)) * 60 + getattr(moment, "second", 0)
        return day * _DAY + clock * 1_000_000_000 + getattr(moment, "microsecond", 0) * 1000

    def _day(self, year: int, month: int, day: int, text: str) -> int:
        """Days from a day that is the same for all moments of a calendar."""
        gregorian = self.calendar == "proleptic_gregorian" or (self.calendar == "standard" and (year, month, day) >= (1582, 10, 15))
        if self.calendar == "360_day":
            length, number = 30, year * 360 + (month - 1) * 30 + day
        else:
            leap = _is_leap(self.calendar, year, gregorian)
            length = 28 + leap if month == 2 else 30 if month in (4, 6, 9, 11) else 31
            number = _days_before(self.calendar, year, gregorian) + (_BEFORE[(month - 1) % 12] + (leap and month > 2)) + day
        if not 1 <= month <= 12 or not 1 <= day <= length or (self.calendar == "standard" and (1582, 10, 5) <= (year, month, day) < (1582, 10, 15)):
            raise _bad(text, f"the calendar '{self.calendar}' has no such day")
        return number


def within(coordinates: npt.NDArray[np.float64], low: float, high: float) -> npt.NDArray[np.bool_]:
    """Which coordinates lie in a range whose end is not included; one is taken for the moment that lies within its own rounding."""
    doubt = np.spacing(np.abs(coordinates))
    inside: npt.NDArray[np.bool_] = (coordinates + doubt >= low) & (coordinates + doubt < high)
    return inside


def _is_leap(calendar: str, year: int, gregorian: bool) -> bool:
    if calendar in ("noleap", "all_leap"):
        return calendar == "all_leap"
    return year % 4 == 0 and (not gregorian or year % 100 != 0 or year % 400 == 0)


def _days_before(calendar: str, year: int, gregorian: bool) -> int:
    if calendar in ("noleap", "all_leap"):
        return year * (366 if calendar == "all_leap" else 365)
    past = year - 1
    # Gregorian 0001-01-01 is Julian 0001-01-03: both count the same days.
    return year * 365 + past // 4 + (past // 400 - past // 100 if gregorian else -2)


def _zone(text: str) -> int:
    if text in ("", "Z", "UTC", "GMT"):
        return 0
    digits = text[1:].replace(":", "")
    minutes = int(digits) * 60 if len(digits) <= 2 else int(digits[:-2]) * 60 + int(digits[-2:])
    return (-minutes if text[0] == "-" else minutes) * 60_000_000_000


def _bad(text: str, what: str) -> SelectionError:
    return SelectionError("bad-moment", f"'{text}' is no moment: {what}.", "Write for example '2003-05-01T12:00:00'.")


def _calendars(calendar: str) -> SelectionError:
    return SelectionError("calendar-clash", f"The axis counts in the calendar '{calendar}'; the moment given does not.", "Give the moment as a text.")
