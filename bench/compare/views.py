"""What the portal asks of the server while somebody looks: planes, tiles, pyramids, of a volume larger than memory's comfortable part."""
import math
import os
import shutil
import threading
import time
import urllib.parse

import numpy as np

import answers
import rows
import timing

NAME = "bench frames"
SHOWN = 1024


def frames(bench):
    """ID/CUBE of 2048 frames of 2048 x 2048 counts (512 when quick) in the neutral layout; made once."""
    side = 512 if bench.sizes.tag == "quick" else 2048
    name = f"{NAME} {side}"
    for dataset in bench.etalon.json("GET", "/api/datasets?limit=200")["items"]:
        if dataset["name"] == name:
            return f"{dataset['id']}/{bench.etalon.json('GET', '/api/datasets/' + dataset['id'])['cubes'][0]['name']}", side
    order = {"operator": "random", "name": name, "set": {"shape": f"z={side},y={side},x={side}", "type": "uint16", "low": 0, "high": 60000, "seed": 7}}
    return bench.etalon.place(bench.etalon.run(order)), side


def views(bench):
    """Planes, tiles and the pyramid of a stack of frames, over HTTP."""
    cube, side = frames(bench)
    _warm(bench, cube)
    bench.etalon.restart()
    time.sleep(2)
    far = [_frame(bench, cube, "x", "y", f"z={z}") for z in range(5, side, side // 24)]
    following = [_frame(bench, cube, "x", "y", f"z={z}") for z in range(side // 2, side // 2 + 60)]
    across = [_frame(bench, cube, "x", "z", f"y={y}") for y in range(7, side, side // 20)]
    disk = [_tile(bench, cube, side // 3 + i, i) for i in range(60)]
    cached = [_tile(bench, cube, side // 3, 0) for _ in range(200)]
    rate = _tiles_per_second(bench, cube, side // 3)
    built, check = _pyramid(bench, cube, side)
    gb = side ** 3 * 2 / 1e9
    told = [timing.told("frame of a fresh server, far apart", far), timing.told("the following frames", following), timing.told("plane across all frames", across),
            timing.told("tile from disk", disk), timing.told("tile from memory", cached)]
    by = {one.name: one for one in told}
    bars = [("a plane across all frames at screen resolution: ≤ 0.5 s (p95)", "plane across all frames", 0.5),
            ("tile from memory: ≤ 5 ms (p95)", "tile from memory", 0.005), ("tile from disk: ≤ 30 ms (p95)", "tile from disk", 0.030)]
    return rows.Row("views", f"Looking at {side} frames of {side} × {side} counts ({gb:.1f} GB), over HTTP", math.nan, by,
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


def _tile(bench, cube, z, number):
    return _get(bench, "/api/cube/tile", cube=cube, x="x", y="y", at=f"z={z}", level=0, row=0, column=number % 2, window="0,60000")[0]


def _warm(bench, cube):
    """Reads every sample once, so that the disk's own pace is not what is measured."""
    for shard in bench.etalon.shards(cube):
        with open(shard, "rb") as file:
            while file.read(1 << 24):
                pass


def _tiles_per_second(bench, cube, z, seconds=3, clients=4):
    counts = [0] * clients
    until = time.monotonic() + seconds

    def ask(number):
        other = bench.etalon.another()
        while time.monotonic() < until:
            other.call("GET", "/api/cube/tile?" + urllib.parse.urlencode(
                {"cube": cube, "x": "x", "y": "y", "at": f"z={z}", "level": 0, "row": 0, "column": 0, "window": "0,60000"}))
            counts[number] += 1

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / seconds


def _pyramid(bench, cube, side):
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
    wide = side // 8
    _, answer, content = _get(bench, "/api/cube/frame", cube=cube, x="y", y="z", at="x=0", width=wide, height=wide, format="raw", slab=1)
    found = np.frombuffer(content, np.float32).reshape([int(part) for part in answer.getheader("Etalon-Shape").split(",")])
    step = [int(part) for part in answer.getheader("Etalon-Level").split(",")]
    samples = bench.etalon.samples(cube, f"z=0:64;y=0:64;x=0:{step[0]}").astype(np.float64)
    expected = samples.reshape(64 // step[0], step[0], 64 // step[1], step[1], step[0]).mean(axis=(1, 3, 4))
    thick = f"x={step[0]}"
    told = urllib.parse.unquote(answer.getheader("Etalon-Thickness") or "")
    text = f"a slab of the pyramid ({told or 'from the cube itself'}) and numpy's mean of the same samples"
    if told != thick:
        return seconds, answers.Check(text, False)
    return seconds, answers.compare(text, found[:expected.shape[0], :expected.shape[1]], expected, 1e-6)
