"""Runs the catalogue's own bench and reads its table."""
import math
import os
import re
import subprocess

import machine
import scratch
import timing

LINE = re.compile(r"^(?P<what>.+?)\s+p50\s+(?P<p50>[\d.]+) ms\s+p95\s+(?P<p95>[\d.]+) ms\s+max\s+(?P<max>[\d.]+) ms\s+(?P<bar>\(bar: [^)]*\))?\s*(?P<note>.*)$")
BULK = re.compile(r"bulk registration: (\d+) datasets/s")


def measure(dll, datasets):
    """Outcomes by name, and the bars as (text, figure, met)."""
    folder = scratch.path("catalogue", "")
    scratch.remove(folder)
    with machine.Favouring(lambda: machine.family(os.getpid())):
        done = subprocess.run(["dotnet", dll, folder, str(datasets)], capture_output=True, text=True, timeout=1800, check=False)
    scratch.remove(folder)
    found = [match.groupdict() for match in map(LINE.match, done.stdout.splitlines()) if match]
    searches, facets = _p95(found, "(bar: p95 50)"), _p95(found, "(bar: 400)")
    bulk = BULK.search(done.stdout)
    if done.returncode != 0 or not (searches and facets and bulk):
        raise RuntimeError(f"the catalogue's bench ended with {done.returncode}: {(done.stderr.strip() or done.stdout)[-2000:]}")
    rate = float(bulk.group(1))
    return {one["what"].strip(): _outcome(one) for one in found}, [
        ("search with two conditions: p95 ≤ 50 ms", f"worst of {len(searches)} searches {max(searches):.1f} ms", max(searches) <= 50),
        ("facets: ≤ 400 ms", f"worst p95 of {len(facets)} {max(facets):.0f} ms", max(facets) <= 400),
        ("bulk registration: ≥ 5 000 datasets/s", f"{rate:,.0f} datasets/s", rate >= 5000),
    ]


def _p95(found, bar):
    return [float(one["p95"]) for one in found if one["bar"] == bar]


class _Told(timing.Outcome):
    """Percentiles that another program measured."""

    @property
    def seconds(self):
        return self.samples[0]

    @property
    def least(self):
        return self.samples[1]

    @property
    def most(self):
        return self.samples[2]

    @property
    def cores(self):
        return math.nan

    def fact(self, name):
        return math.nan


def _outcome(one):
    return _Told(one["what"].strip(), [float(one[key]) / 1e3 for key in ("p50", "p95", "max")])
