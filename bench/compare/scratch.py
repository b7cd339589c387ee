"""The scratch folder: input files made once from fixed seeds, and everything that is measured on."""
import os
import shutil
import time

import netCDF4
import numpy as np

SCRATCH = os.path.abspath(os.environ.get("ETALON_BENCH", "/tmp/etalon-bench"))
GB = 1e9


class Sizes:
    """Shapes of the input cubes. Quick ones have about a tenth of the samples."""

    def __init__(self, quick):
        self.quick = quick
        self.tag = "quick" if quick else "full"
        # (time, lat, lon) float32, contiguous: 640 000 rows of 1000 samples = 2.56 GB.
        self.rows = (640, 100, 1000) if quick else (6400, 100, 1000)
        # (time, lat, lon) float32: four years of days = 1.05 GB; a tenth of the area when quick.
        self.daily = (1460, 60, 300) if quick else (1460, 360, 500)
        # A chunk of the compressed copy: a quarter of a year of days of a small area.
        self.daily_chunk = (73, 60, 50) if quick else (73, 60, 100)
        self.tiny = (24, 366)
        self.datasets = 20_000 if quick else 1_000_000

    def described(self):
        """The inputs, a line each."""
        def shape(lengths):
            return " × ".join(f"{length:,}" for length in lengths)
        return [
            f"rows: (time, lat, lon) = {shape(self.rows)}, {self.gb(self.rows):.2f} GB contiguous; {self.rows[0] * self.rows[1]:,} rows of "
            f"{self.rows[2]:,} samples, no unit, normal noise around 280 with peaks; also the cube of the median, of `calculate`, of the budget and of the ranks",
            f"daily: (time, lat, lon) = {shape(self.daily)}, {self.gb(self.daily):.2f} GB contiguous; temperature with a season and a gradient, "
            "days of a standard calendar from 2001 on, twelve significant bits of fraction",
            f"daily, deflated: the same samples, level 4 with shuffle, chunks of {shape(self.daily_chunk)}",
            f"tiny: (series, day) = {shape(self.tiny)}",
        ]

    @staticmethod
    def gb(shape):
        return 4 * float(np.prod(shape, dtype=np.float64)) / GB


def path(*parts):
    full = os.path.join(SCRATCH, *parts)
    os.makedirs(os.path.dirname(full), exist_ok=True)
    return full


def require_room(sizes):
    """Inputs, their stores, one large result at a time and a copy made by a peer, with a fifth to spare."""
    need = 1.2 * GB * (3 * sizes.gb(sizes.rows) + 5 * sizes.gb(sizes.daily) + 0.3)
    have = _tree_bytes(SCRATCH)
    os.makedirs(SCRATCH, exist_ok=True)
    free = shutil.disk_usage(SCRATCH).free
    if free < need - have:
        raise SystemExit(
            f"compare: {SCRATCH} needs {(need - have) / GB:.1f} GB more, {free / GB:.1f} GB are free; "
            "free some, use --quick, or set ETALON_BENCH to another folder")


def _tree_bytes(folder):
    total = 0
    for place, _, names in os.walk(folder):
        for name in names:
            try:
                total += os.lstat(os.path.join(place, name)).st_size
            except FileNotFoundError:
                pass
    return total


def remove(target):
    if os.path.isdir(target) and not os.path.islink(target):
        shutil.rmtree(target, ignore_errors=True)
    elif os.path.lexists(target):
        os.unlink(target)


def made(file, make):
    if not os.path.exists(file):
        began = time.perf_counter()
        aside = file + ".part"
        remove(aside)
        make(aside)
        descriptor = os.open(aside, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)
        os.rename(aside, file)
        print(f"made {file} ({os.path.getsize(file) / GB:.2f} GB) in {time.perf_counter() - began:.1f} s", flush=True)
    return file


def rows_file(sizes):
    """Dimensionless signal without structure; every hundredth row starts with a large value, so that maxima differ."""
    def make(file):
        with netCDF4.Dataset(file, "w") as out:
            variable = _grid(out, sizes.rows, "signal", "1", hours=6)
            random = np.random.Generator(np.random.PCG64(1))
            for start, block in _blocks(sizes.rows, 64):
                values = random.standard_normal(block, dtype=np.float32)
                values *= 3
                values += 280
                values[:, ::100, 0] += 40
                variable[start:start + block[0]] = values
    return made(path("input", f"rows-{sizes.tag}.nc"), make)


def daily_file(sizes):
    """Daily temperature: a season, a gradient with latitude, and weather of twelve significant bits, as model output has."""
    def make(file):
        with netCDF4.Dataset(file, "w") as out:
            _fill_daily(sizes, _grid(out, sizes.daily, "tas", "K", hours=24))
    return made(path("input", f"daily-{sizes.tag}.nc"), make)


def deflated_file(sizes):
    """The same samples in deflated chunks with shuffle, level 4."""
    def make(file):
        with netCDF4.Dataset(file, "w") as out:
            _fill_daily(sizes, _grid(
                out, sizes.daily, "tas", "K", hours=24, zlib=True, complevel=4, shuffle=True, chunksizes=sizes.daily_chunk),
                rows=sizes.daily_chunk[0])
    return made(path("input", f"daily-{sizes.tag}-deflate.nc"), make)


def tiny_file(sizes):
    """24 series of 366 days."""
    def make(file):
        with netCDF4.Dataset(file, "w") as out:
            out.createDimension("series", sizes.tiny[0])
            out.createDimension("day", sizes.tiny[1])
            variable = out.createVariable("level", "f4", ("series", "day"), contiguous=True)
            variable.units = "m"
            variable[:] = np.random.Generator(np.random.PCG64(3)).standard_normal(sizes.tiny, dtype=np.float32)
    return made(path("input", "tiny.nc"), make)


def _blocks(shape, rows):
    for start in range(0, shape[0], rows):
        yield start, (min(rows, shape[0] - start),) + tuple(shape[1:])


def _grid(out, shape, name, unit, hours, **storage):
    out.Conventions = "CF-1.8"
    for axis, length in zip(("time", "lat", "lon"), shape):
        out.createDimension(axis, length)
        out.createVariable(axis, "f8", (axis,))
    out["time"].units = "hours since 2001-01-01 00:00:00"
    out["time"].calendar = "standard"
    out["time"].standard_name = "time"
    out["lat"].units, out["lat"].standard_name = "degrees_north", "latitude"
    out["lon"].units, out["lon"].standard_name = "degrees_east", "longitude"
    out["time"][:] = np.arange(shape[0]) * hours
    out["lat"][:] = -90 + (np.arange(shape[1]) + 0.5) * 180 / shape[1]
    out["lon"][:] = np.arange(shape[2]) * 360 / shape[2]
    variable = out.createVariable(name, "f4", ("time", "lat", "lon"), **(storage or {"contiguous": True}))
    variable.units = unit
    variable.long_name = "made from a fixed seed"
    return variable


def _fill_daily(sizes, variable, rows=73):
    random = np.random.Generator(np.random.PCG64(2))
    latitude = np.linspace(-1.4, 1.4, sizes.daily[1], dtype=np.float32)[None, :, None]
    for start, block in _blocks(sizes.daily, rows):
        day = np.arange(start, start + block[0], dtype=np.float32)[:, None, None]
        values = random.standard_normal(block, dtype=np.float32)
        values *= 4
        values += 250 + 40 * np.cos(latitude) - 12 * np.sin(latitude) * np.cos(2 * np.pi * day / 365.25)
        bits = values.view(np.uint32)
        bits += np.uint32(1 << 10)
        bits &= np.uint32(0xFFFFF800)
        variable[start:start + block[0]] = values
