"""What the portal asks of the server while somebody looks: planes, tiles, pyramids, of a volume larger than memory's comfortable part."""
import math
import os
import shutil
import threading
import time
import urllib.parse

import numpy as np

import answers
import portal
import rows
import timing

SHOWN = 1024


def views(bench):
    """Planes, tiles and the pyramid of a stack of frames, over HTTP."""
    cube = portal.scan(bench.etalon, bench.sizes.quick)
    portal.warm(bench.etalon, cube)
    axes = bench.etalon.json("GET", "/api/cube?" + urllib.parse.urlencode({"cube": cube}))["cube"]["axes"]
    (z, count), (y, rows_of), (x, _) = [(axis["name"], axis["length"]) for axis in axes]
    bench.etalon.restart()
    time.sleep(2)
    far = [_frame(bench, cube, x, y, f"{z}={at}") for at in range(count // 50, count, max(1, count // 24))]
    following = [_frame(bench, cube, x, y, f"{z}={at}") for at in range(count // 2, count // 2 + min(60, count // 2))]
    across = [_frame(bench, cube, x, z, f"{y}={at}") for at in range(7, rows_of, rows_of // 20)]
    disk = [_tile(bench, cube, x, y, f"{z}={count // 3 + at % (count // 2)}", at) for at in range(60)]
    tile = (x, y, f"{z}={count // 3}")
    cached = [_tile(bench, cube, *tile, 0) for _ in range(200)]
    rate = _tiles_per_second(bench, cube, *tile)
    built, check = _pyramid(bench, cube, [(z, count), (y, rows_of), (x, 0)])
    gb = math.prod(axis["length"] for axis in axes) * 2 / 1e9
    told = [timing.told("frame of a fresh server, far apart", far), timing.told("the following frames", following), timing.told("plane across all frames", across),
            timing.told("tile from disk", disk), timing.told("tile from memory", cached)]
    by = {one.name: one for one in told}
    bars = [("a plane across all frames at screen resolution: ≤ 0.5 s (p95)", "plane across all frames", 0.5),
            ("tile from memory: ≤ 5 ms (p95)", "tile from memory", 0.005), ("tile from disk: ≤ 30 ms (p95)", "tile from disk", 0.030)]
    return rows.Row("views", f"Looking at {count} frames of 2048 × 2048 counts ({gb:.1f} GB), over HTTP", math.nan, by,
                    [rows.Bar(text, f"{1e3 * by[name].least:.1f} ms", by[name].least <= most) for text, name, most in bars]
                    + [rows.Bar("cached tiles: ≥ 400 a second", f"{rate:.0f} a second", rate >= 400)], [check],
                    [f"Medians; in brackets the 95th percentile and the longest. Frames and planes are sent as bytes for {SHOWN} pixels of the screen, tiles as "
                     f"256 × 256 bytes, over one connection; cached tiles a second over four. The pyramid (mean, smallest, largest; one pass over all samples on "
                     f"half of the cores) takes {built:.1f} s, {gb / built:.2f} GB/s."], unit="ms")


def _get(bench, path, **query):
    began = time.perf_counter()
    answer, content = bench.etalon.call("GET", f"{path}?{urllib.parse.urlencode(query)}")
    return time.perf_counter() - began, answer, content


def _frame(bench, cube, x, y, at):
    return _get(bench, "/api/cube/frame", cube=cube, x=x, y=y, at=at, width=SHOWN)[0]


def _tile(bench, cube, x, y, at, number):
    return _get(bench, "/api/cube/tile", cube=cube, x=x, y=y, at=at, level=0, row=1 + number // 6 % 6, column=1 + number % 6, window="0,60000")[0]


def _tiles_per_second(bench, cube, x, y, at, seconds=3, clients=4):
    counts = [0] * clients
    until = time.monotonic() + seconds

    def ask(number):
        other = bench.etalon.another()
        while time.monotonic() < until:
            other.call("GET", "/api/cube/tile?" + urllib.parse.urlencode(
                {"cube": cube, "x": x, "y": y, "at": at, "level": 0, "row": 1, "column": 1, "window": "0,60000"}))
            counts[number] += 1

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / seconds


def _pyramid(bench, cube, axes):
    """Seconds to make it, and whether a corner of it is numpy's mean of the same samples."""
    shutil.rmtree(os.path.join(bench.etalon.home, "pyramids", cube.split("/")[0]), ignore_errors=True)
    where = "/api/cube/pyramid?" + urllib.parse.urlencode({"cube": cube})
    began = time.perf_counter()
    bench.etalon.json("POST", where)
    while bench.etalon.json("GET", where)["state"] in ("waiting", "making"):
        time.sleep(0.05)
    seconds = time.perf_counter() - began
    state = bench.etalon.json("GET", where)
    if state["state"] != "made":
        raise RuntimeError(f"the pyramid was not made: {state}")
    (z, count), (y, wide), (x, _) = axes
    _, answer, content = _get(bench, "/api/cube/frame", cube=cube, x=y, y=z, at=f"{x}=0", width=wide // 8, height=count, format="raw", slab=1)
    found = np.frombuffer(content, np.float32).reshape([int(part) for part in answer.getheader("Etalon-Shape").split(",")])
    step = [int(part) for part in answer.getheader("Etalon-Level").split(",")]
    told = urllib.parse.unquote(answer.getheader("Etalon-Thickness") or "")
    text = f"a slab of the pyramid ({told or 'from the cube itself'}) and numpy's mean of the same samples"
    if not told.startswith(f"{x}="):
        return seconds, answers.Check(text, False)
    thick = int(told.split("=")[1])
    samples = bench.etalon.samples(cube, f"{z}=0:64;{y}=0:64;{x}=0:{thick}").astype(np.float64)
    expected = samples.reshape(64 // step[0], step[0], 64 // step[1], step[1], thick).mean(axis=(1, 3, 4))
    return seconds, answers.compare(text, found[:expected.shape[0], :expected.shape[1]], expected, 1e-6)
