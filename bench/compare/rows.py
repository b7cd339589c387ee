"""What is measured: one function per row of the table of bars. Each returns a Row; none knows how it is printed."""
import dataclasses
import json
import math
import os
import subprocess

import numpy as np

import answers
import catalogue_bench
import machine
import mpi
import ophidia
import portal
import scans
import scratch
import serving
import timing
import tomography
import views
from timing import Contender, Sample

MIB = 1 << 20
# Ophidia's published or measured rates on machines of this size, GB/s; it is not in Debian, so it does not run here.
OPHIDIA_IMPORT = 0.64


@dataclasses.dataclass
class Bar:
    """A promise and what was measured. `met` is judged here and nowhere else."""
    text: str
    figure: str
    met: bool


@dataclasses.dataclass
class Row:
    name: str
    title: str
    gigabytes: float
    outcomes: dict
    bars: list
    checks: list
    notes: list = dataclasses.field(default_factory=list)
    unit: str = "GB/s"
    table: str = ""


class Bench:
    """What the rows share: sizes, repetitions, the server, the warm companions."""

    def __init__(self, sizes, reps, etalon, console, python, root):
        self.sizes, self.reps, self.etalon, self.console, self.python, self.root = sizes, reps, etalon, console, python, root
        self.answers = answers.Answers(etalon)

    def run(self, name, order, warm=2, **more):
        """Etalon as a contender; the result of the repetition before is deleted first, the last one stays for the check."""
        held = {"place": ""}

        def before():
            if held["place"]:
                self.etalon.discard_place(held["place"])
                held["place"] = ""

        def once():
            sample = self.etalon.timed(order, keep=True)
            held["place"] = sample.facts["place"]
            return sample
        return Contender(name, once, before, warm=warm, **more)

    def peer(self, name, do, warm=1, reps=0, before=None, **order):
        return Contender(name, lambda: self.python.time(do=do, **order), before, warm=warm, reps=reps)

    def tool(self, name, arguments, target, warm=1, reps=0):
        return Contender(name, lambda: timing.command([*arguments, target]), lambda: scratch.remove(target), warm=warm, reps=reps)

    def out(self, name):
        return scratch.path("out", name)


def _rate(row_gb, outcome):
    return row_gb / outcome.seconds


def _ratio(outcomes, etalon, other):
    return outcomes[other].seconds / outcomes[etalon].seconds


def roofs(bench):
    """The machine itself: memory and disk."""
    size = (1 if bench.sizes.quick else 4) * (1 << 28)
    outcomes = timing.alternate([
        Contender("memory read, 1 thread", lambda: bench.console.time(do="memory", bytes=size, threads=1), warm=3),
        Contender("memory read, 2 threads", lambda: bench.console.time(do="memory", bytes=size, threads=2), warm=3),
        Contender("write to disk with fsync, 2 threads", lambda: bench.console.time(
            do="write", file=bench.out("roof.bin"), bytes=size, block=MIB, threads=2)),
    ], bench.reps)
    return Row("roofs", "The machine: memory and disk", size / 1e9, outcomes, [], [],
               ["Memory: `Vector512` sums of a buffer larger than any cache. Disk: preallocated file, 1 MiB writes, `fsync` within the time."])


def reductions(bench):
    """max, mean, std over the inner axis of an uncompressed store."""
    sizes, file = bench.sizes, scratch.rows_file(bench.sizes)
    place = bench.etalon.imported(file)
    gb = sizes.gb(sizes.rows)
    shards = bench.etalon.shards(place)
    contenders = [Contender("file-read roof, the same shards", lambda: bench.console.time(do="read", files=shards, block=MIB, threads=2), warm=3)]
    for operation in ("max", "mean", "std"):
        contenders += [
            bench.run(f"Etalon {operation}", {"operator": "reduce", "inputs": {"cube": place}, "set": {"operation": operation, "axes": "lon"}, "workers": 2}),
            bench.tool(f"CDO zon{operation}", ["cdo", "-s", "-f", "nc4", f"zon{operation}", file], bench.out(f"zon{operation}.nc")),
            bench.peer(f"xarray + dask {operation}", "reduce_xarray", file=file, variable="signal", operation=operation, axis="lon",
                       chunks={"time": 100}, out=bench.out(f"xr-{operation}.npy")),
        ]
    contenders += [
        bench.peer("dask on a memory map, max", "reduce_dask_map", file=file, variable="signal", operation="max", axis=2, rows=64),
        bench.peer("numpy on a memory map, max", "reduce_numpy", file=file, variable="signal", operation="max", axis=2, rows=2),
    ]
    outcomes = timing.alternate(contenders, bench.reps)
    # By itself and once: it takes a hundred times as long as the others, who should follow one another.
    outcomes |= timing.alternate([
        bench.tool("NCO ncwa max", ["ncwa", "-O", "-y", "max", "-a", "lon", "-v", "signal", file], bench.out("ncwa.nc"), warm=0)], 1)
    bars, checks = [], []
    roof = gb / outcomes["file-read roof, the same shards"].seconds
    for operation in ("max", "mean", "std"):
        mine = f"Etalon {operation}"
        rate = _rate(gb, outcomes[mine])
        engine = gb / outcomes[mine].fact("engine")
        cdo, dask = _ratio(outcomes, mine, f"CDO zon{operation}"), _ratio(outcomes, mine, f"xarray + dask {operation}")
        bars += [
            Bar(f"{operation}: ≥ 12 GB/s with 2 workers", f"{rate:.1f} GB/s (engine alone {engine:.1f})", rate >= 12),
            Bar(f"{operation}: ≥ 60 % of the file-read roof", f"{rate / roof:.0%} of {roof:.1f} GB/s (engine alone {engine / roof:.0%})", rate / roof >= 0.6),
            Bar(f"{operation}: ≥ 5 × CDO", f"{cdo:.1f} ×", cdo >= 5),
            Bar(f"{operation}: ≥ 4 × xarray + dask", f"{dask:.1f} ×", dask >= 4),
        ]
        mine_answer = bench.answers.of(outcomes[mine])
        checks += [
            answers.compare(f"{operation}: Etalon and CDO", mine_answer, answers.netcdf(bench.out(f"zon{operation}.nc"), "signal"),
                            0 if operation == "max" else 1e-6 if operation == "mean" else 1e-5),
            answers.compare(f"{operation}: Etalon and numpy in float64", mine_answer[:64], answers.inner(file, "signal", operation, 64), 0 if operation == "max" else 1e-6),
        ]
        bench.etalon.discard_place(outcomes[mine].last["place"])
    return Row("reductions", f"max, mean, std over the inner axis, {gb:.2f} GB uncompressed store", gb, outcomes, bars, checks,
               ["Etalon reads its own store, the peers the contiguous NetCDF-4 file it was imported from; both lie in the page cache."])


def median(bench):
    """Median over time of the same cube."""
    sizes, file = bench.sizes, scratch.rows_file(bench.sizes)
    place = bench.etalon.imported(file)
    gb = sizes.gb(sizes.rows)
    order = {"operator": "reduce", "inputs": {"cube": place}, "set": {"operation": "median", "axes": "time"}}
    outcomes = timing.alternate([
        bench.run("Etalon, 2 workers", {**order, "workers": 2}, warm=1),
        bench.run("Etalon, 1 worker", {**order, "workers": 1}, warm=0),
        bench.peer("numpy on a memory map", "reduce_numpy", warm=0, file=file, variable="signal", operation="median", axis=0, rows=10,
                   out=bench.out("np-median.npy")),
        bench.peer("xarray + dask", "median_xarray", warm=0, file=file, variable="signal", axis="time", chunks={"lat": 5}),
    ], bench.reps)
    two, one = _rate(gb, outcomes["Etalon, 2 workers"]), _rate(gb, outcomes["Etalon, 1 worker"])
    mine = bench.answers.of(outcomes["Etalon, 2 workers"])
    checks = [answers.compare("Etalon and numpy", mine, np.load(bench.out("np-median.npy")), 1e-6),
              answers.compare("Etalon with one worker and with two", bench.answers.of(outcomes["Etalon, 1 worker"]), mine, 0)]
    for name in ("Etalon, 2 workers", "Etalon, 1 worker"):
        bench.etalon.discard_place(outcomes[name].last["place"])
    bars = [Bar("median over time: ≥ 0.5 GB/s per core, 2 workers", f"{two / 2:.2f} GB/s per core", two / 2 >= 0.5),
            Bar("median over time: ≥ 0.5 GB/s per core, 1 worker", f"{one:.2f} GB/s", one >= 0.5)]
    return Row("median", f"Median over time, {gb:.2f} GB", gb, outcomes, bars, checks,
               ["Known from elsewhere: Ophidia 0.036–0.054 GB/s. CDO's percentiles come from histograms and are not the same figure."])


def monthly(bench):
    """Monthly means of daily data."""
    sizes, file = bench.sizes, scratch.daily_file(bench.sizes)
    place = bench.etalon.imported(file)
    gb = sizes.gb(sizes.daily)
    outcomes = timing.alternate([
        bench.run("Etalon resample", {"operator": "resample", "inputs": {"cube": place}, "set": {"period": "month", "operation": "mean"}, "workers": 2}),
        bench.tool("CDO monmean", ["cdo", "-s", "-f", "nc4", "monmean", file], bench.out("monmean.nc")),
        bench.peer("xarray + dask resample", "monthly_xarray", file=file, variable="tas", chunks={"time": 73}, out=bench.out("xr-month.npy")),
    ], bench.reps)
    mine = bench.answers.of(outcomes["Etalon resample"])
    ratio = _ratio(outcomes, "Etalon resample", "CDO monmean")
    bench.etalon.discard_place(outcomes["Etalon resample"].last["place"])
    return Row("monthly", f"Monthly means of daily data, {gb:.2f} GB (time, lat, lon)", gb, outcomes,
               [Bar("monthly means: ≥ 4 × CDO", f"{ratio:.1f} ×", ratio >= 4)],
               [answers.compare("Etalon and CDO", mine, answers.netcdf(bench.out("monmean.nc"), "tas"), 1e-6),
                answers.compare("Etalon and xarray", mine, np.load(bench.out("xr-month.npy")), 1e-6)])


FIVE = {
    "etalon": 1,
    "name": "five operations and a mean",
    "inputs": {"cube": {}},
    "nodes": {
        "scaled": {"op": "calculate", "in": {"cubes": ["$cube"]}, "set": {"expression": "abs(x * 1.8 - 459.67) / 2 + 1", "names": "x"}},
        "mean": {"op": "reduce", "in": {"cube": "scaled"}, "set": {"operation": "mean", "axes": "lon"}},
    },
    "outputs": {"mean": "mean"},
}


def calculate(bench):
    """Five operations and a mean in one workflow: one pass."""
    sizes, file = bench.sizes, scratch.rows_file(bench.sizes)
    place = bench.etalon.imported(file)
    gb = sizes.gb(sizes.rows)
    outcomes = timing.alternate([
        bench.run("Etalon workflow", {"workflow": FIVE, "inputs": {"cube": place}, "workers": 2}),
        bench.tool("CDO -zonmean -expr", ["cdo", "-s", "-f", "nc4", "-zonmean", "-expr,signal=abs(signal*1.8-459.67)/2+1", file], bench.out("five.nc")),
        bench.peer("xarray + dask", "five_xarray", file=file, variable="signal", axis="lon", chunks={"time": 100}, out=bench.out("xr-five.npy")),
    ], bench.reps)
    mine = bench.answers.of(outcomes["Etalon workflow"])
    rate, read = _rate(gb, outcomes["Etalon workflow"]), outcomes["Etalon workflow"].fact("read")
    once = abs(read / (gb * 1e9) - 1) < 0.005
    engine = gb / outcomes["Etalon workflow"].fact("engine")
    bench.etalon.discard_place(outcomes["Etalon workflow"].last["place"])
    return Row("calculate", f"`calculate` with five operations, then mean, {gb:.2f} GB, one pass", gb, outcomes,
               [Bar("one pass: bytes read = the cube's bytes", f"{read / (gb * 1e9):.4f} × the cube", once),
                Bar("five operations and a mean: ≥ 6 GB/s", f"{rate:.1f} GB/s (engine alone {engine:.1f})", rate >= 6)],
               [answers.compare("Etalon and CDO", mine, answers.netcdf(bench.out("five.nc"), "signal"), 2e-6),
                answers.compare("Etalon and xarray", mine, np.load(bench.out("xr-five.npy")), 2e-6)],
               ["The bytes read are those of the samples and of the shards' indices."])


def importing(bench):
    """Contiguous NetCDF-4 into the neutral layout."""
    sizes, file = bench.sizes, scratch.daily_file(bench.sizes)
    gb = sizes.gb(sizes.daily)
    store = scratch.path("out", "rechunked.zarr")
    target = {"time": 365, "lat": max(1, sizes.daily[1] // 6), "lon": max(1, sizes.daily[2] // 5)}
    size = int(gb * 1e9)
    outcomes = timing.alternate([
        bench.run("Etalon import", {"operator": "import", "set": {"path": file}}, warm=1),
        bench.peer("xarray + dask rechunk to Zarr", "rechunk_xarray", file=file, variable="tas", chunks={"time": 73}, target=target, store=store,
                   before=lambda: scratch.remove(store)),
        bench.peer("xarray + dask rechunk to Zarr, flushed", "rechunk_xarray", file=file, variable="tas", chunks={"time": 73}, target=target, store=store,
                   flush=True, before=lambda: scratch.remove(store)),
        Contender("write roof: the same bytes with fsync", lambda: bench.console.time(do="write", file=bench.out("roof.bin"), bytes=size, block=MIB, threads=2)),
    ], bench.reps)
    scratch.remove(store)
    place = outcomes["Etalon import"].last["place"]
    rate = _rate(gb, outcomes["Etalon import"])
    dask = _rate(gb, outcomes["xarray + dask rechunk to Zarr"])
    flushed = _rate(gb, outcomes["xarray + dask rechunk to Zarr, flushed"])
    best = max(dask, OPHIDIA_IMPORT)
    checks = [answers.compare("a map of the store and of the file", bench.etalon.samples(place, "time=100:101"),
                              answers.part(file, "tas", np.s_[100:101]), 0),
              answers.compare("a time series of the store and of the file", bench.etalon.samples(place, "lat=7:8;lon=11:12"),
                              answers.part(file, "tas", np.s_[:, 7:8, 11:12]), 0)]
    notes = _patterns(bench, place)
    bench.etalon.discard_place(place)
    notes.append("Etalon's time ends when every shard has been flushed to disk and the dataset is catalogued; dask leaves its bytes in the page cache, unless it is said that they are flushed.")
    return Row("import", f"Import of {gb:.2f} GB contiguous NetCDF-4 into the neutral layout", gb, outcomes,
               [Bar("import: ≥ 1.0 GB/s", f"{rate:.2f} GB/s", rate >= 1.0),
                Bar("import: ≥ 1.5 × the better of Ophidia (0.64 GB/s, published) and xarray + dask", f"{rate / best:.2f} × ({best:.2f} GB/s); {rate / flushed:.2f} × where both are on disk", rate / best >= 1.5)],
               checks, notes)


def _patterns(bench, place):
    """Maps and time series of the fresh store: what a look at either costs."""
    outcomes = timing.alternate([
        Contender("one map (HTTP)", lambda: _look(bench, place, "time=700:701"), warm=3),
        Contender("one time series (HTTP)", lambda: _look(bench, place, "lat=20:21;lon=33:34"), warm=3),
        Contender("a band of time series (HTTP)", lambda: _look(bench, place, "lat=20:21"), warm=1),
    ], max(bench.reps, 9))
    return ["Afterwards, warm: " + ", ".join(f"{name} {1e3 * one.seconds:.1f} ms" for name, one in outcomes.items()) + "."]


def _look(bench, place, region):
    return bench.etalon.clocked(lambda: bench.etalon.samples(place, region))[1]


def deflate(bench):
    """Deflated NetCDF-4 read in place."""
    sizes, file = bench.sizes, scratch.deflated_file(bench.sizes)
    place = bench.etalon.imported(file, in_place=True)
    gb = sizes.gb(sizes.daily)
    outcomes = timing.alternate([
        bench.run("Etalon max, in place", {"operator": "reduce", "inputs": {"cube": place}, "set": {"operation": "max", "axes": "time,lat,lon"}, "workers": 2}),
        Contender("libnetcdf alone, max", lambda: bench.console.time(do="netcdf", file=file, variable="tas"), warm=2),
        bench.peer("netCDF4 (Python), whole and max", "read_netcdf4", file=file, variable="tas", out=bench.out("max.npy")),
        bench.peer("h5py, whole and max", "read_h5py", file=file, variable="tas"),
        bench.peer("xarray + dask, max", "read_xarray", file=file, variable="tas", chunks={"time": 73}),
    ], bench.reps)
    mine = bench.answers.of(outcomes["Etalon max, in place"])
    ratio = _ratio(outcomes, "Etalon max, in place", "libnetcdf alone, max")
    engine = outcomes["libnetcdf alone, max"].seconds / outcomes["Etalon max, in place"].fact("engine")
    bench.etalon.discard_place(outcomes["Etalon max, in place"].last["place"])
    stored = os.path.getsize(file) / 1e9
    return Row("deflate", f"Reading {gb:.2f} GB of deflated NetCDF-4 ({stored:.2f} GB stored)", gb, outcomes,
               [Bar("deflated NetCDF-4: ≥ 1.8 × libnetcdf alone", f"{ratio:.2f} × (engine alone {engine:.2f} ×)", ratio >= 1.8)],
               [answers.compare("Etalon and netCDF4", mine.reshape(-1), np.load(bench.out("max.npy")).reshape(-1), 0),
                answers.compare("Etalon and libnetcdf", mine.reshape(-1), np.array([outcomes["libnetcdf alone, max"].last["value"]]), 0)],
               ["GB/s count uncompressed bytes. libnetcdf reads whole chunks in order into one buffer, in a process that stays warm."])


def exporting(bench):
    """A stored cube to NetCDF-4."""
    sizes, file = bench.sizes, scratch.daily_file(bench.sizes)
    place = bench.etalon.imported(file)
    gb = sizes.gb(sizes.daily)
    size = int(gb * 1e9)
    target = bench.out("export.nc")

    def once():
        return bench.etalon.timed({"operator": "export", "inputs": {"cubes": [place]}, "set": {"format": "netcdf", "path": target}})

    outcomes = timing.alternate([
        Contender("Etalon export", once, lambda: scratch.remove(target)),
        bench.tool("CDO copy", ["cdo", "-s", "-f", "nc4", "copy", file], bench.out("cdo-copy.nc")),
        bench.tool("NCO ncks", ["ncks", "-O", file], bench.out("ncks-copy.nc")),
        bench.peer("netCDF4 (Python) from memory", "write_netcdf4", file=file, variable="tas", target=bench.out("py.nc"),
                   before=lambda: scratch.remove(bench.out("py.nc"))),
        bench.peer("xarray to_netcdf", "copy_xarray", file=file, variable="tas", target=bench.out("xr.nc"),
                   before=lambda: scratch.remove(bench.out("xr.nc"))),
        Contender("write roof: the same bytes with fsync", lambda: bench.console.time(do="write", file=bench.out("roof.bin"), bytes=size, block=MIB, threads=2)),
    ], bench.reps)
    bench.python.ask({"do": "forget"})
    checks = [answers.compare(what, answers.part(target, "tas", part), answers.part(file, "tas", part), 0)
              for what, part in (("first 40 maps", np.s_[:40]), ("last 40 maps", np.s_[-40:]), ("two time series", np.s_[:, 5:6, 7:9]))]
    for name in ("export.nc", "cdo-copy.nc", "ncks-copy.nc", "py.nc", "xr.nc"):
        scratch.remove(bench.out(name))
    rate = _rate(gb, outcomes["Etalon export"])
    return Row("export", f"Export of {gb:.2f} GB to NetCDF-4", gb, outcomes,
               [Bar("export to NetCDF-4: ≥ 0.8 GB/s", f"{rate:.2f} GB/s", rate >= 0.8)], checks,
               ["Known from elsewhere: Ophidia 0.22–0.41 GB/s. Etalon's file is flushed to disk within the time; the peers' are not."])


def latency(bench):
    """A tiny cube: what an operator costs besides its work."""
    place = bench.etalon.imported(scratch.tiny_file(bench.sizes))
    order = {"operator": "reduce", "inputs": {"cube": place}, "set": {"operation": "mean", "axes": "day"}}
    environment = bench.etalon.environment()

    def command(*arguments):
        done, served = bench.etalon.clocked(lambda: timing.command(bench.etalon.cli(*arguments), environment))
        if arguments[0] == "run":
            bench.etalon.discard(json.loads(done.facts["out"]))
        return Sample(done.seconds, done.cpu + served.cpu)

    def status():
        return bench.etalon.clocked(lambda: bench.etalon.json("GET", "/api/status"))[1]

    outcomes = timing.alternate([
        bench.run("HTTP call to committed result", order, warm=40),
        Contender("HTTP GET of the status", status, warm=10),
        Contender("CLI to committed result", lambda: command(
            "run", "reduce", "--input", f"cube={place}", "--set", "operation=mean", "axes=day", "--no-cache", "-o", "json"), warm=3),
        Contender("CLI status (one HTTP GET)", lambda: command("status", "-o", "json"), warm=3),
        Contender("CLI --version (process start)", lambda: command("--version"), warm=3),
    ], max(15, 3 * bench.reps))
    http = outcomes["HTTP call to committed result"].seconds
    start = outcomes["CLI status (one HTTP GET)"].seconds - outcomes["HTTP GET of the status"].seconds
    cli = outcomes["CLI to committed result"].seconds - start
    bare = outcomes["CLI to committed result"].seconds - outcomes["CLI --version (process start)"].seconds
    mine = bench.answers.of(outcomes["HTTP call to committed result"])
    bench.etalon.discard_place(outcomes["HTTP call to committed result"].last["place"])
    engine = outcomes["HTTP call to committed result"].fact("engine")
    return Row("latency", "Any operator on a 24 × 366 cube, warm", math.nan, outcomes,
               [Bar("CLI to committed result without the CLI's own start: ≤ 40 ms", f"{1e3 * cli:.0f} ms", cli <= 0.040),
                Bar("HTTP call: ≤ 20 ms", f"{1e3 * http:.1f} ms", http <= 0.020)],
               [answers.compare("mean: Etalon and numpy", mine, answers.part(scratch.tiny_file(bench.sizes), "level", np.s_[:]).astype(np.float64).mean(1), 1e-6)],
               [f"The engine alone takes {1e3 * engine:.1f} ms. The CLI's own start is what `etalon status` needs beyond its one HTTP request "
                f"(loading the runtime, the command line and the HTTP client); against a bare `etalon --version` the difference is {1e3 * bare:.0f} ms. "
                "Known from elsewhere: Ophidia 330 ms."], unit="ms")


def budget(bench):
    """A cube ten times the budget, turned so that the other pattern is cheap."""
    sizes, file = bench.sizes, scratch.rows_file(bench.sizes)
    place = bench.etalon.imported(file)
    gb = sizes.gb(sizes.rows)
    limit = 256_000_000 // (10 if sizes.quick else 1)
    order = {"operator": "transpose", "inputs": {"cube": place}, "set": {"order": "lat,lon,time"}, "budgetBytes": limit}
    held = {"place": ""}

    def before():
        if held["place"]:
            bench.etalon.discard_place(held["place"])
            held["place"] = ""
        bench.etalon.restart()

    def once():
        sample = bench.etalon.timed(order, keep=True)
        held["place"] = sample.facts["place"]
        sample.facts["peak"] = max([machine.peak_resident(one) for one in bench.etalon.workers()] + [sample.facts.get("resident", 0)])
        return sample

    outcomes = timing.alternate([Contender("Etalon transpose, fresh worker", once, before, warm=0)], min(bench.reps, 5))
    mine = outcomes["Etalon transpose, fresh worker"]
    place = held["place"]
    checks = []
    for lat, lon in ((0, 0), (41, 500), (99, 999)):
        checks.append(answers.compare(
            f"series at ({lat}, {lon})", bench.etalon.samples(place, f"lat={lat}:{lat + 1};lon={lon}:{lon + 1}").reshape(-1),
            answers.part(file, "signal", np.s_[:, lat, lon]), 0))
    bench.etalon.discard_place(place)
    peak, moved = mine.worst("peak"), (mine.fact("read") + mine.fact("written")) / (gb * 1e9)
    return Row("budget", f"A cube of {gb:.2f} GB turned within a budget of {limit / 1e6:.0f} MB", gb, {mine.name: mine},
               [Bar("ten times the budget: finishes", f"{len(mine.samples)} of {len(mine.samples)}", True),
                Bar("peak resident of the worker ≤ budget + 150 MB", f"{peak / 1e6:.0f} MB (allowed {(limit + 150e6) / 1e6:.0f})", peak <= limit + 150e6),
                Bar("bytes read + written ≤ 2.2 × data", f"{moved:.2f} ×", moved <= 2.2)],
               checks, ["The worker is started afresh for every repetition; its peak is the kernel's (VmHWM). Maps in, time series out."])


# A hundred operations on each sample, a third of them functions, so that the time is that of the processor and not that of memory,
# and the start of cold processes a small part of it.
HEAVY = " + ".join(
    f"log(abs(signal) + {k}) * exp(-signal * signal / {900 * k}) + sin(signal / {k}) * cos(signal / {k + 2}) + (abs(signal) + {k}) ^ 0.{2857 + k}"
    for k in range(1, 7))


def ranks(bench):
    """Two MPI ranks against one, compute-bound."""
    sizes, file = bench.sizes, scratch.rows_file(bench.sizes)
    place = bench.etalon.imported(file)
    gb = sizes.gb(sizes.rows)
    steps = {
        "heavy": {"op": "calculate", "set": {"expression": HEAVY}, "in": {"cubes": ["$cube"]}},
        "median": {"op": "reduce", "set": {"operation": "median", "axes": "time"}, "in": {"cube": "heavy"}},
    }
    workflow = {"etalon": 1, "name": "ranks", "inputs": {"cube": {}}, "nodes": steps, "outputs": {"result": "median"}}
    jobs = {count: mpi.Job(bench.etalon, place, workflow, count) for count in (1, 2)}
    outcomes = timing.alternate([
        Contender("1 rank", jobs[1].once, jobs[1].before), Contender("2 ranks", jobs[2].once, jobs[2].before)], bench.reps)
    one, two = (outcomes[name].fact("engine") for name in ("1 rank", "2 ranks"))
    wall = _ratio(outcomes, "2 ranks", "1 rank")
    results = [bench.etalon.brought_in(jobs[count].dataset) for count in (1, 2)]
    checks = [answers.compare("two ranks and one", bench.etalon.samples(results[1]), bench.etalon.samples(results[0]), 0)]
    for result in results:
        bench.etalon.discard_place(result)
    return Row("ranks", f"2 MPI ranks against 1, median over time of a long expression, {gb:.2f} GB", gb, outcomes,
               [Bar("2 ranks against 1, compute-bound: ≥ 1.85 ×", f"{one / two:.2f} × (with the start of mpirun {wall:.2f} ×)", one / two >= 1.85)],
               checks, ["The ratio is that of the engine's own seconds. Both are started by `mpirun`, one thread to a rank; a rank begins cold, so its "
                        "code is compiled within the time."])


def catalogue(bench):
    """The catalogue's own bench, in a database of its own."""
    outcomes, bars = catalogue_bench.measure(bench.etalon.program("Etalon.CatalogBench", "Etalon.CatalogBench.dll"), bench.sizes.datasets)
    return Row("catalogue", f"The catalogue with {bench.sizes.datasets:,} datasets", math.nan, outcomes, [Bar(*bar) for bar in bars], [],
               ["Medians; in brackets the 95th percentile and the largest."], unit="ms")


def look(bench):
    """The portal's viewer in Chromium: frames of a fresh server, frames one after the other, a slider that moves, planes across all frames."""
    frames = (portal.QUICK if bench.sizes.quick else portal.FRAMES)[0]
    title = f"The viewer in Chromium at 1280 × 800, {frames} frames of 2048 × 2048 uint16"
    reason = portal.missing(bench.root)
    if reason:
        return Row("look", title, math.nan, {}, [], [], [f"Not measured: {reason}."], unit="ms")
    told = portal.measure(bench.etalon, bench.root, bench.sizes.quick)
    cold, following, planes, scrub = told["cold"], told["following"], told["planes"], told["scrub"]
    outcomes = {name: portal.outcome(name, figures) for name, figures in (
        ("a frame nobody has looked at", cold), ("the frame after it", following), ("a plane across all frames (XZ)", planes))}
    return Row("look", title, math.nan, outcomes,
               [Bar("first pixels of a frame, cold server cache, warm disk: p95 ≤ 200 ms", f"{cold['p95']:.0f} ms", cold["p95"] <= 200),
                Bar("following frames: p95 ≤ 80 ms", f"{following['p95']:.0f} ms", following["p95"] <= 80),
                Bar("scrub: ≥ 10 frames/s", f"{scrub['perSecond']:.0f} frames/s", scrub["perSecond"] >= 10),
                Bar("XZ plane through all frames at screen resolution: ≤ 500 ms", f"p95 {planes['p95']:.0f} ms", planes["p95"] <= 500)],
               [answers.Check("no script failed in the page", not told["faults"])],
               [f"Chromium {told['browser']} without a graphics card, on the same two cores. From the page's own control to the picture of the screen after it was drawn: "
                f"median (95th percentile–largest) of {cold['count']}, {following['count']} and {planes['count']}. The first frame of all was there "
                f"{told['fresh']} ms after the page was opened. The slider was set {scrub['asked'] / scrub['seconds']:.0f} times a second; {scrub['frames']} different frames were shown in {scrub['seconds']:.1f} s."],
               unit="ms")


def kernels(bench):
    """The operators' kernels on blocks in cache, one core."""
    done = subprocess.run(["dotnet", bench.etalon.program("Etalon.Compare", "Etalon.Compare.dll"), "kernels"], capture_output=True, text=True, timeout=300, check=False)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip())
    print(done.stdout, flush=True)
    return Row("kernels", "Kernels on blocks in cache, one core", math.nan, {}, [], [],
               ["What a kernel does with a block that the caches hold, without files, threads and engine; medians of seven rounds."], table=done.stdout)


ALL = {
    "roofs": roofs, "kernels": kernels, "reductions": reductions, "median": median, "monthly": monthly, "calculate": calculate, "import": importing,
    "deflate": deflate, "export": exporting, "latency": latency, "budget": budget, "ranks": ranks, "tomography": tomography.tomography, "scan": scans.scan,
    "expressions": ophidia.expressions, "calls": ophidia.calls, "pages": ophidia.pages, "requests": serving.requests,
    "slowclients": serving.slowclients, "views": views.views, "look": look, "catalogue": catalogue,
}
