"""Tomography: slices, and the steps before them, from sinograms in memory."""
import math
import os

import numpy as np

import answers
import rows
import scratch
import timing
from timing import Contender

PIXEL_UM = 10.0
# Radii and places as fractions of the width, attenuation in 1/cm: a large disc around the axis, a small denser one inside.
DISCS = ((0.40, 0.0, 0.0, 1.0), (0.12, 0.16, 0.10, 1.0))


def _area(s, radius):
    s = np.clip(s, -radius, radius)
    return s * np.sqrt(radius * radius - s * s) + radius * radius * np.arcsin(s / radius)


def sinogram(size, angles, centre):
    """Line integrals of the two discs, averaged over pixels, by the closed form; (angles, size) in float64."""
    theta = np.arange(angles) * np.pi / angles
    s = np.arange(size) - centre
    total = np.zeros((angles, size))
    for radius, right, up, density in DISCS:
        at = s[None, :] - size * (right * np.cos(theta) + up * np.sin(theta))[:, None]
        total += density * PIXEL_UM * 1e-4 * (_area(at + 0.5, radius * size) - _area(at - 0.5, radius * size))
    return total


def regions(size, axis):
    """Masks of ring, core and outside, four pixels from any edge, for a slice whose axis of rotation is at that row and column."""
    down, across = np.mgrid[:size, :size].astype(np.float64)
    u, v = across - axis, axis - down
    large = np.hypot(u, v) - DISCS[0][0] * size
    small = np.hypot(u - DISCS[1][1] * size, v - DISCS[1][2] * size) - DISCS[1][0] * size
    seen = np.hypot(u, v) < size / 2 - 4
    return (small > 4) & (large < -4), small < -4, (large > 4) & seen


def deviations(slice_, axis):
    """How far regional means are from the truth: ring and core relative, outside in parts of the ring's attenuation."""
    ring, core, outside = regions(slice_.shape[0], axis)
    return slice_[ring].mean() - 1, slice_[core].mean() / 2 - 1, slice_[outside].mean()


def _sinograms(size, angles, slices):
    path = scratch.path("input", f"discs-{size}-{angles}-{slices}.raw")
    if not os.path.exists(path):
        one = sinogram(size, angles, (size - 1) / 2).astype(np.float32)
        np.repeat(one[:, None, :], slices, axis=1).tofile(path)
    return path


def _striped(size, angles, slices):
    """The same with noise of 1 %, and stripes of all kinds in one column of fifty."""
    path = scratch.path("input", f"striped-{size}-{angles}-{slices}.raw")
    if not os.path.exists(path):
        random = np.random.Generator(np.random.PCG64(7))
        noisy = sinogram(size, angles, (size - 1) / 2)[:, None, :] + 0.01 * random.standard_normal((angles, slices, size))
        for column in range(25, size, 50):
            begin = random.integers(angles // 2) if column % 100 == 25 else 0
            noisy[begin:, :, column:column + random.integers(1, 6)] += random.uniform(0.02, 0.1)
        noisy.astype(np.float32).tofile(path)
    return path


def _axes(size, angles, slices):
    return [{"name": "angle", "length": angles, "unit": "degree", "start": 0, "step": 180.0 / angles}, {"name": "y", "length": slices},
            {"name": "x", "length": size, "unit": "um", "start": 0, "step": PIXEL_UM}]


def _map(bench, name, operator, settings, size, angles, slices, threads, out="", make=_sinograms):
    file = make(size, angles, slices)
    return Contender(name, lambda: bench.console.time(
        do="map", operator=operator, set=settings, name="attenuation", type="float32", axes=_axes(size, angles, slices), file=file, threads=threads, out=out))


def tomography(bench):
    """Slices from sinograms in memory, beside scikit-image, and the steps before them."""
    size, small = (512, 256) if bench.sizes.quick else (2048, 1024)
    outs = {name: bench.out(f"slice-{name}.raw") for name in ("fourier", "fbp")}
    peer = bench.out("slice-iradon.npy")
    centre = {"centre": (size - 1) / 2}
    little = {"centre": (small - 1) / 2}
    groups = 4
    lanes = 16
    contenders = [
        _map(bench, f"fourier {size}², 2 threads", "reconstruct", {**centre, "method": "fourier"}, size, size, groups, 2, outs["fourier"]),
        _map(bench, f"fourier {size}², 1 thread", "reconstruct", {**centre, "method": "fourier"}, size, size, groups, 1),
        _map(bench, f"fbp {small}², 2 threads", "reconstruct", {**little, "method": "fbp"}, small, small, lanes, 2, outs["fbp"]),
        _map(bench, f"fbp {small}², 1 thread", "reconstruct", {**little, "method": "fbp"}, small, small, lanes, 1),
        _map(bench, f"remove-stripes all {size}², 1 thread", "remove-stripes", {"method": "all"}, size, size, groups, 1, make=_striped),
        _map(bench, f"remove-stripes {size}², 1 thread", "remove-stripes", {}, size, size, groups, 1, make=_striped),
        _map(bench, f"remove-zingers {size}², 1 thread", "remove-zingers", {"window": "sinogram"}, size, size, groups, 1, make=_striped),
    ]
    outcomes = timing.alternate(contenders, bench.reps)
    outcomes |= timing.alternate([
        bench.peer(f"scikit-image iradon {small}²", "iradon", warm=0, file=_sinograms(small, small, 1), size=small, angles=small, out=peer)], 1)
    fourier = outcomes[f"fourier {size}², 2 threads"].seconds / (2 * groups)
    fbp = outcomes[f"fbp {small}², 2 threads"].seconds / (2 * lanes)
    updates = small ** 3 * lanes / outcomes[f"fbp {small}², 1 thread"].seconds / 1e9
    all_stripes, stripes = (outcomes[f"remove-stripes{name} {size}², 1 thread"].seconds / groups for name in (" all", ""))
    iradon = outcomes[f"scikit-image iradon {small}²"].seconds
    made = {
        "fourier": (np.fromfile(outs["fourier"], np.float32, size * size).reshape(size, size).astype(np.float64), (size - 1) / 2),
        "fbp": (np.fromfile(outs["fbp"], np.float32, small * small).reshape(small, small).astype(np.float64), (small - 1) / 2),
        "iradon": (np.load(peer) / (PIXEL_UM * 1e-4), small // 2),
    }
    checks, worst = [], {}
    for name, (slice_, axis) in made.items():
        off = deviations(slice_, axis)
        worst[name] = max(abs(one) for one in off)
        checks.append(answers.Check(
            f"{name}: means of ring, core and outside off by {off[0]:+.3%}, {off[1]:+.3%}, {off[2]:+.4f} /cm", worst[name] <= (2e-3 if name != "iradon" else math.inf)))
    bars = [
        rows.Bar(f"fourier, {size}² from {size} angles: ≤ 0.10 s a slice on two cores", f"{fourier:.3f} s", fourier <= 0.10),
        rows.Bar("fbp: ≥ 3 × scikit-image's iradon a slice on two cores", f"{iradon / fbp:.0f} ×", iradon / fbp >= 3),
        rows.Bar("fbp: ≥ 6 G updates/s a core", f"{updates:.1f} G updates/s", updates >= 6),
        rows.Bar(f"remove-stripes, method all, a sinogram of {size}²: ≤ 0.20 s on one core", f"{all_stripes:.3f} s (default method {stripes:.3f} s)", all_stripes <= 0.20),
        rows.Bar("regional means within 0.2 %: fourier, fbp", f"{worst['fourier']:.3%}, {worst['fbp']:.3%} (iradon {worst['iradon']:.2%})", max(worst["fourier"], worst["fbp"]) <= 2e-3),
    ]
    return rows.Row("tomography", "Slices of a parallel beam, from sinograms in memory", math.nan, outcomes, bars, checks,
               [f"fourier: {groups} slices a thread; fbp: {lanes} slices a thread; stripes and zingers: {groups} sinograms; iradon: one slice, ramp filter, linear interpolation, one repetition."], unit="s")
