"""Runs the catalogue's own bench and reads its table."""
import os
import re
import subprocess

import machine
import scratch
import timing

LINE = re.compile(r"^(?P<what>\S.*?)\s+p50\s+(?P<p50>[\d.]+) ms\s+p95\s+(?P<p95>[\d.]+) ms\s+max\s+(?P<max>[\d.]+) ms\s+processor\s+(?P<cpu>[\d.]+) ms\s*(?P<note>.*)$")
BAR = re.compile(r"^\| (?P<text>[^|]+) \| (?P<figure>[^|]+) \| (?P<judged>met|\*\*missed\*\*) \|$")


def measure(dll, datasets):
    """Outcomes by name, and the bars as (text, figure, met)."""
    folder = scratch.path("catalogue", "")
    scratch.remove(folder)
    with machine.Favouring(lambda: machine.family(os.getpid())):
        done = subprocess.run(["dotnet", dll, folder, str(datasets)], capture_output=True, text=True, timeout=1800, check=False)
    scratch.remove(folder)
    found = [match.groupdict() for match in map(LINE.match, done.stdout.splitlines()) if match]
    bars = [match.groupdict() for match in map(BAR.match, done.stdout.splitlines()) if match]
    if done.returncode != 0 or len(bars) < 4 or not found:
        raise RuntimeError(f"the catalogue's bench ended with {done.returncode}: {(done.stderr.strip() or done.stdout)[-2000:]}")
    return {one["what"].strip(): _outcome(one) for one in found}, [(bar["text"], bar["figure"], bar["judged"] == "met") for bar in bars]


def _outcome(one):
    return timing.Told(one["what"].strip(), [float(one[key]) / 1e3 for key in ("p50", "p95", "max")])
