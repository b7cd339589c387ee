"""The viewer in a browser: how soon it shows what is asked for."""
import json
import os
import shutil
import subprocess

import machine
import timing

FRAMES = (2048, 2048, 2048)
QUICK = (64, 2048, 2048)
NAME = "bench look"


def missing(root):
    """Why the row cannot be measured here, or an empty text."""
    chromium = os.environ.get("ETALON_CHROMIUM", "/usr/bin/chromium")
    if not os.path.exists(chromium):
        return f"there is no Chromium at {chromium} (Debian package 'chromium')"
    if not shutil.which("node"):
        return "there is no node (Debian package 'nodejs')"
    for needed, how in (("web/dist/index.html", "./run builds the portal"), ("web/node_modules/@playwright/test", "./test installs it")):
        if not os.path.exists(os.path.join(root, needed)):
            return f"there is no {needed} ({how})"
    return ""


def scan(etalon, quick):
    """ID/CUBE of so many frames of 2048 x 2048 uint16, made by the server and kept between runs."""
    frames, rows, columns = QUICK if quick else FRAMES
    name = f"{NAME} {frames}"
    for dataset in etalon.json("GET", "/api/datasets?limit=200")["items"]:
        if dataset["name"] == name:
            return f"{dataset['id']}/projections"
    view = etalon.run({
        "operator": "phantom", "cache": True, "name": name,
        "set": {"width": columns, "rows": rows, "angles": frames, "photons": 20000},
    })
    return etalon.place(view)


def warm(etalon, place):
    """Has the samples in the system's cache, as far as they fit: the bar is that of a warm disk and a cold server."""
    for file in etalon.shards(place):
        with open(file, "rb", buffering=0) as shard:
            while shard.read(1 << 24):
                pass


def measure(etalon, root, quick):
    """What web/bench/look.mjs says of a server that was just started."""
    place = scan(etalon, quick)
    warm(etalon, place)
    etalon.restart()
    link = json.loads(subprocess.run(
        etalon.cli("signin-link", "-o", "json"), env=etalon.environment(), capture_output=True, text=True, timeout=60, check=True).stdout)["url"]
    with machine.Favouring(lambda: machine.family(os.getpid())):
        done = subprocess.run(
            ["node", os.path.join(root, "web", "bench", "look.mjs"), "--signin", link, "--cube", place],
            capture_output=True, text=True, timeout=280, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"web/bench/look.mjs ended with {done.returncode}: {done.stderr.strip()[-2000:]}")
    return json.loads(done.stdout)


def outcome(name, figures):
    """Percentiles in milliseconds as an outcome in seconds."""
    return timing.Told(name, [figures[key] / 1e3 for key in ("p50", "p95", "max")])
