"""Reads lines 'calendar TAB unit TAB coordinate'; answers with moments and calendar groups as cftime sees them."""
import sys
from datetime import timedelta

import cftime

SEASONS = ["DJF", "MAM", "JJA", "SON"]
for line in sys.stdin:
    calendar, unit, coordinate = line.rstrip("\n").split("\t")
    exact = cftime.num2date(float(coordinate), unit, calendar=calendar, only_use_cftime_datetimes=True)
    # cftime carries microseconds; the coordinates are whole seconds before rounding.
    t = exact + timedelta(microseconds=500000)
    t = t.replace(microsecond=0)
    season = t.month % 12 // 3
    season_year = t.year + (t.month == 12)
    answers = [
        f"{t.year:04}-{t.month:02}-{t.day:02}T{t.hour:02}:{t.minute:02}:{t.second:02}",
        repr(float(cftime.date2num(t, unit, calendar=calendar))),
        f"{t.year:04}-{t.month:02}-{t.day:02}T{t.hour:02}",
        f"{t.year:04}-{t.month:02}-{t.day:02}",
        f"{t.year:04}-{t.month:02}",
        f"{season_year:04}-{SEASONS[season]}",
        f"{t.year:04}-Q{(t.month - 1) // 3 + 1}",
        f"{t.year:04}",
        f"{t.year // 10 * 10:04}s",
        f"{t.hour:02}h",
        f"{t.month:02}-{t.day:02}",
        f"{t.month:02}",
        SEASONS[season],
    ]
    print("\t".join(answers))
