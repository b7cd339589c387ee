"""A scan as a beamline writes it: the shipped workflows from counts on disk to a volume on disk."""
import json
import math
import os

import h5py
import numpy as np

import answers
import machine
import rows
import scratch
import timing
import tomography
from timing import Contender

GB = 1e9
DARKS, FLATS = 10, 20
DARK, FLAT = 100, 8000
BUDGET = 2 << 30


class Shape:
    """Projections, rows that are there, rows of the detector, columns; the axis lies off the middle."""

    def __init__(self, size, kept):
        self.size, self.kept, self.centre = size, kept, size / 2 - 2.7

    def file(self, all_rows):
        name = f"scan-{self.size}-{self.size if all_rows else self.kept}.nxs"
        return scratch.made(scratch.path("input", name), lambda file: self._write(file, all_rows))

    def _write(self, file, all_rows):
        """Discs in every row, flats that differ from pixel to pixel, noise of about the photons' own; of all rows only those a preview looks at."""
        random = np.random.Generator(np.random.PCG64(5))
        count = self.size if all_rows else self.kept
        wanted = [(2 * i + 1) * count // 6 for i in range(3)] if all_rows else range(count)
        transmission = np.exp(-tomography.sinogram(self.size, self.size, self.centre)).astype(np.float32)
        gain = FLAT * (1 + 0.05 * random.standard_normal((len(wanted), self.size), dtype=np.float32))
        noise = random.standard_normal((len(wanted), self.size), dtype=np.float32) * math.sqrt(FLAT / 2)
        bands = [slice(0, count)] if not all_rows else [slice(row, row + 1) for row in wanted]
        with h5py.File(file, "w") as out:
            entry, detector, data = _entry(out, self.size, count)
            for frame in range(DARKS + FLATS + self.size):
                if frame < DARKS:
                    counts = DARK + 0.05 * noise
                elif frame < DARKS + FLATS:
                    counts = DARK + gain + np.roll(noise, 31 * frame)
                else:
                    counts = DARK + gain * transmission[frame - DARKS - FLATS] + np.roll(noise, 37 * frame)
                counts = counts.astype(np.uint16)
                for i, band in enumerate(bands):
                    data[frame, band] = counts[i] if all_rows else counts
            detector["image_key"] = np.repeat([2, 1, 0], [DARKS, FLATS, self.size]).astype(np.int32)
            angles = np.concatenate([np.zeros(DARKS + FLATS), np.arange(self.size) * 180 / self.size])
            entry.create_dataset("sample/rotation_angle", data=angles).attrs["units"] = "degree"


def _entry(out, size, count):
    entry = out.create_group("entry")
    entry.attrs["NX_class"] = "NXentry"
    entry["definition"] = "NXtomo"
    entry.create_group("sample").attrs["NX_class"] = "NXsample"
    entry.create_group("instrument").attrs["NX_class"] = "NXinstrument"
    detector = entry.create_group("instrument/detector")
    detector.attrs["NX_class"] = "NXdetector"
    for name in ("x_pixel_size", "y_pixel_size"):
        detector.create_dataset(name, data=tomography.PIXEL_UM).attrs["units"] = "um"
    return entry, detector, detector.create_dataset("data", (DARKS + FLATS + size, count, size), np.uint16)


def _shipped(root, name):
    with open(os.path.join(root, "src", "Etalon.Operators.Tomography", "Workflows", f"{name}.json"), encoding="utf-8") as text:
        return json.loads("".join(line for line in text if not line.lstrip().startswith("//")))


class Runs:
    """Runs of one workflow on one scan; the result of the repetition before is deleted first."""

    def __init__(self, bench, order, fresh=False):
        self._bench, self._order, self._fresh, self.view = bench, order, fresh, None

    def before(self):
        self.discard()
        if self._fresh:
            self._bench.etalon.restart()

    def once(self):
        self.view, sample = self._bench.etalon.clocked(lambda: self._bench.etalon.run(self._order))
        sample.facts = self._bench.etalon.facts(self.view)
        sample.facts["peak"] = max([machine.peak_resident(one) for one in self._bench.etalon.workers()] + [sample.facts.get("resident", 0)])
        return sample

    def discard(self):
        if self.view:
            self._bench.etalon.discard(self.view)
            self.view = None

    def place(self, output):
        one = self.view["outputs"][output]
        return f"{one['dataset']}/{one['cube']}"


def scan(bench):
    """Whole scans: the shipped workflows from counts on disk to a volume on disk."""
    shape = Shape(256, 16) if bench.sizes.quick else Shape(2048, 256)
    part, whole = (bench.etalon.imported(shape.file(all_rows), in_place=True).split("/")[0] for all_rows in (False, True))
    workflow = {"workflow": _shipped(bench.root, "tomography"), "inputs": {"scan": part}, "budgetBytes": BUDGET}
    preview = {"workflow": _shipped(bench.root, "tomography-preview"), "inputs": {"scan": whole}}
    find = {"workflow": FIND, "inputs": {"scan": part}}
    volume, slices, centre = Runs(bench, workflow, fresh=True), Runs(bench, preview), Runs(bench, find)
    long, short, found = f"tomography, {shape.kept} of {shape.size} rows", f"tomography-preview, {shape.size}³", f"find-centre, {shape.size} wide"
    outcomes = timing.alternate([Contender(long, volume.once, volume.before, warm=0, reps=min(bench.reps, 2))], min(bench.reps, 2))
    outcomes |= timing.alternate([
        Contender(short, slices.once, slices.before, warm=1), Contender(found, centre.once, centre.before, warm=1)], bench.reps)
    seconds = outcomes[long].seconds * shape.size / shape.kept
    counts = 2 * (DARKS + FLATS + shape.size) * shape.kept * shape.size
    before, after = (_read(bench, workflow, step) for step in ("find", "pyramid"))
    read = outcomes[long].fact("read") - before - after
    peak = outcomes[long].worst("peak")
    off, axis = _deviations(bench, volume, shape)
    for runs in (volume, slices, centre):
        runs.discard()
    bars = [
        rows.Bar(f"{shape.size}³ from counts to volume and pyramid, budget 2 GiB: ≤ 7 min", f"{seconds / 60:.1f} min (from {shape.kept} rows: {outcomes[long].seconds:.1f} s)", seconds <= 420),
        rows.Bar("every byte of the scan read once for the volume", f"{read / counts:.3f} × (to find the centre {before / counts * shape.kept:.0f} rows before)", read / counts <= 1.01),
        rows.Bar("peak resident of the worker ≤ budget + 200 MB", f"{peak / 1e6:.0f} MB (allowed {(BUDGET + 200e6) / 1e6:.0f})", peak <= BUDGET + 200e6),
        rows.Bar(f"preview of a {shape.size}³ scan: ≤ 6 s to three slices", f"{outcomes[short].seconds:.2f} s", outcomes[short].seconds <= 6),
        rows.Bar(f"find-centre on a scan {shape.size} wide: ≤ 3 s", f"{outcomes[found].seconds:.2f} s", outcomes[found].seconds <= 3),
    ]
    checks = [answers.Check(f"means of ring, core and outside off by {off[0]:+.3%}, {off[1]:+.3%}, {off[2]:+.4f} /cm", max(abs(one) for one in off) <= 5e-3),
              answers.Check(f"the centre is found at {axis:.2f}; it lies at {shape.centre:.2f}", abs(axis - shape.centre) <= 0.25)]
    return rows.Row("scan", "A scan from counts on disk to a volume on disk", counts / GB, outcomes, bars, checks,
                    [f"NXtomo, uint16, {DARKS} darks, {FLATS} flats, {shape.size} projections, the axis looked for; zingers, stripes, reconstruction in Fourier space, mask "
                     f"and pyramid. The worker is started afresh for the whole workflow, so its code is compiled within the time; its peak is the kernel's (VmHWM). "
                     f"The preview's scan has {shape.size} rows, of which only those it looks at hold counts."], unit="s")


FIND = {
    "etalon": 1,
    "name": "the centre of a scan",
    "inputs": {"scan": {"cubes": ["projections", "flats?", "darks?"]}},
    "nodes": {
        "normalise": {"op": "normalise", "in": {"projections": "$scan/projections", "flats": "$scan/flats", "darks": "$scan/darks"}},
        "log": {"op": "minus-log", "in": {"transmission": "normalise"}},
        "find": {"op": "find-centre", "in": {"attenuation": "log"}},
    },
    "outputs": {"centre": "find.centre"},
}


def _read(bench, order, step):
    """Bytes that the sections of a step read, by the plan."""
    plan = bench.etalon.json("POST", "/api/runs", {**order, "plan": True})["plan"]
    return sum(section["predicted"]["bytesRead"] for section in plan["sections"] if section["terminal"].startswith(step))


def _deviations(bench, volume, shape):
    middle = shape.kept // 2
    slice_ = bench.etalon.samples(volume.place("volume"), f"y={middle}:{middle + 1}")[0].astype(np.float64)
    axis = float(np.mean(bench.etalon.samples(volume.place("centre"))))
    return tomography.deviations(slice_, (shape.size - 1) / 2), axis
