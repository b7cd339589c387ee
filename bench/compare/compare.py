"""Etalon against its peers and against the machine's roof. Started by `run`, which builds first."""
import argparse
import datetime
import os
import signal
import sys
import traceback

import machine
import report
import rows
import scratch
import timing
from companion import dotnet, python_peer
from server import Etalon

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
PAGE = os.path.join(ROOT, "docs", "reference", "benchmarks.md")
PACKAGES = ("cdo", "nco", "python3-numpy", "python3-xarray", "python3-dask", "python3-netcdf4", "python3-h5py", "python3-zarr", "openmpi-bin")
WITHOUT_SERVER = ("roofs", "kernels", "catalogue")


def main():
    # Asked to end: the servers and companions are ended first.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    options = _options()
    if options.list:
        print("\n".join(f"{name:<12} {function.__doc__}" for name, function in rows.ALL.items()))
        return 0
    if options.clean:
        scratch.remove(scratch.SCRATCH)
        return 0
    sizes = scratch.Sizes(options.quick)
    wanted = _wanted(options.only)
    results = report.load_results(sizes.tag)
    if not options.report:
        scratch.require_room(sizes)
        _measure(sizes, options.reps, wanted, results)
    page = options.out or (scratch.path("quick.md") if options.quick else PAGE)
    report.write(page, report.markdown(results, rows.ALL, _facts(sizes), options.quick))
    print(f"written: {page}")
    return _verdict(results, wanted)


def _options():
    parser = argparse.ArgumentParser(prog="bench/compare/run", description=__doc__)
    parser.add_argument("--only", default="", metavar="NAME[,NAME…]", help="only these rows; see --list")
    parser.add_argument("--quick", action="store_true", help="a tenth of the data and three repetitions")
    parser.add_argument("--reps", type=int, default=0, help="repetitions; 5, or 3 when quick")
    parser.add_argument("--noisy", action="store_true", help="take every repetition as it comes; for trying out on a busy machine")
    parser.add_argument("--out", default="", metavar="FILE", help="where the page goes; docs/reference/benchmarks.md, or the scratch folder when quick")
    parser.add_argument("--list", action="store_true", help="name the rows")
    parser.add_argument("--report", action="store_true", help="only write the page again, from the results that are kept")
    parser.add_argument("--clean", action="store_true", help="remove the scratch folder")
    options = parser.parse_args()
    if options.noisy:
        timing.RETRIES = 0
    options.reps = options.reps or (3 if options.quick else 5)
    return options


def _wanted(only):
    names = [name for name in only.split(",") if name] or list(rows.ALL)
    unknown = [name for name in names if name not in rows.ALL]
    if unknown:
        raise SystemExit(f"compare: there is no row '{unknown[0]}'; rows: {', '.join(rows.ALL)}")
    return names


def _measure(sizes, reps, wanted, results):
    print(f"{machine.cpu()}; load {machine.load():.1f}; {'favoured' if machine.favoured() else 'not favoured'}; data in {scratch.SCRATCH}")
    etalon = Etalon(ROOT)
    console = dotnet(etalon.program("Etalon.Compare", "Etalon.Compare.dll"))
    python = python_peer(os.path.join(HERE, "peer.py"))
    served = any(name not in WITHOUT_SERVER for name in wanted)
    try:
        if served:
            etalon.up()
        bench = rows.Bench(sizes, reps, etalon, console, python, ROOT)
        for name in wanted:
            results[name] = _one(bench, name, reps)
            report.keep_results(sizes.tag, results)
    finally:
        console.close()
        python.close()
        if served:
            etalon.down()


def _one(bench, name, reps):
    print(f"{name}: {rows.ALL[name].__doc__}", flush=True)
    when = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC")
    before = machine.load()
    try:
        row = rows.ALL[name](bench)
    except Exception as fault:  # noqa: BLE001: one row that fails is told and does not cost the others
        traceback.print_exc()
        return report.failed(name, fault, when)
    for bar in row.bars:
        print(f"  {'met   ' if bar.met else 'MISSED'} {bar.text}: {bar.figure}", flush=True)
    for check in row.checks:
        print(f"  {'agree ' if check.ok else 'DIFFER'} {check.text}", flush=True)
    return report.plain(row, when, (before, machine.load()), reps)


def _facts(sizes):
    return {
        "date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d"), "cpu": machine.cpu(), "memory": machine.memory_gb(),
        "versions": machine.versions(), "favoured": machine.favoured(), "packages": PACKAGES, "foreign": timing.FOREIGN_CORES, "data": sizes.described(),
    }


def _verdict(results, wanted):
    """0 if everything wanted ran, agreed and met its bars; 1 if a bar was missed; 2 if answers differ or a row did not run."""
    rows_seen = [results[name] for name in wanted if name in results]
    broken = [row["name"] for row in rows_seen if "error" in row or not all(check["ok"] for check in row["checks"])]
    missed = [bar["text"] for row in rows_seen for bar in row.get("bars", []) if not bar["met"]]
    print(f"{len(missed)} bars missed; rows that did not run or whose answers differ: {', '.join(broken) or 'none'}")
    return 2 if broken else 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
