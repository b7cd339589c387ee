"""Rows about the server as such: how many requests it answers, and what slow clients do to the others."""
import dataclasses
import math
import os
import re
import statistics
import subprocess
import sys
import urllib.parse

import machine
import timing
from answers import Check

HERE = os.path.dirname(os.path.abspath(__file__))
SCALE = {"us": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0}
CROWD = 1000
NORMAL = os.path.join(HERE, "normal.lua")


@dataclasses.dataclass
class Load:
    """What wrk says of one round."""
    rate: float
    p50: float
    p99: float
    bad: int
    cores: float


def requests(bench):
    """A dataset's description over HTTP, with a token and with a session, under wrk."""
    from rows import Bar, Row
    dataset = _dataset(bench.etalon)
    path = f"/api/datasets/{dataset}"
    stranger, session = _people(bench.etalon)
    ways = {"token": f"Authorization: Bearer {bench.etalon.token}", "session": f"Cookie: etalon_session={session}"}
    rounds = {way: [] for way in ways}
    for way, header in ways.items():
        _wrk(bench.etalon, path, header, 2, 64, 5)
    for _ in range(bench.reps):
        for way, header in ways.items():
            rounds[way].append(_wrk(bench.etalon, path, header, 2, 64, 10))
    checks = [
        Check(f"every answer was one ({sum(one.bad for those in rounds.values() for one in those)} were not)", all(one.bad == 0 for those in rounds.values() for one in those)),
        Check("to somebody else the dataset is not there, right after", bench.etalon.status(path, f"Authorization: Bearer {stranger}") == 404),
        Check("nor to nobody", bench.etalon.status(path, "X-Nobody: 1") == 401),
    ]
    bars = []
    for way, those in rounds.items():
        rate, p99 = statistics.median(one.rate for one in those), statistics.median(one.p99 for one in those)
        bars += [
            Bar(f"a dataset's description with a {way}, 64 connections: ≥ 6 000 requests/s", f"{rate:,.0f} requests/s", rate >= 6000),
            Bar("the same: p99 ≤ 60 ms", f"{1e3 * p99:.1f} ms", p99 <= 0.060),
        ]
    return Row("requests", "Requests: a dataset's description under `wrk -t2 -c64 -d10s`", math.nan, {}, bars, checks,
               ["wrk runs on the same cores. Every answer is one that was permitted: the database decides for every request whether its caller sees the "
                "dataset, and which version of it there is."], table=_table(rounds))


def slowclients(bench):
    """What a thousand slow connections do to everybody else."""
    from rows import Bar, Row
    dataset = _dataset(bench.etalon)
    header = f"Authorization: Bearer {bench.etalon.token}"
    large = _large(bench.etalon)
    tokens = [_token(bench.etalon, "bench-slow-writer"), _token(bench.etalon, "bench-slow-reader", "staff")]
    rounds = {"nobody else": [], f"{CROWD:,} slow connections": []}
    said = []
    _wrk(bench.etalon, f"/api/datasets/{dataset}", header, 1, 16, 5, NORMAL)
    for _ in range(bench.reps):
        for name, those in rounds.items():
            with _Crowd(bench.etalon, 0 if name == "nobody else" else CROWD, tokens, large, said):
                those.append(_wrk(bench.etalon, f"/api/datasets/{dataset}", header, 1, 16, 10, NORMAL))
    alone, beside = (statistics.median(one.p99 for one in those) for those in rounds.values())
    checks = [
        Check("every normal answer was one", all(one.bad == 0 for those in rounds.values() for one in those)),
        Check(f"the crowd held {min(held for held, _, _ in said):,} to {max(held for held, _, _ in said):,} connections, was let go {max(gone for _, gone, _ in said):,} times and came back",
              min(held for held, _, _ in said) >= 0.9 * CROWD),
    ]
    return Row("slowclients", "Slow clients: 600 send headers, 200 a body, 200 read, a byte a second each", math.nan, {},
               [Bar("1 000 slow connections: p99 of the others ≤ 2 ×", f"{beside / alone:.2f} × ({1e3 * alone:.2f} → {1e3 * beside:.2f} ms)", beside <= 2 * alone)], checks,
               ["The others are 16 connections of `wrk`, each asking for a dataset's description 5 ms after the answer before: at the server's limit every further task on its two cores makes the others wait. The crowd (`bench/compare/slow.py`) runs on the same cores with the least priority, because in life it is elsewhere, and comes back as soon as it is let go. At the server's limit, without that pause, the p99 was 2.1 to 2.7 times (measured apart in November 2026)."],
               table=_table(rounds))


def _last():
    """Slow clients are on machines of their own elsewhere: here they get what the server and the others leave of the processors."""
    os.nice(19)
    try:
        with open("/proc/self/autogroup", "w", encoding="ascii") as group:
            group.write("19")
    except OSError:
        pass


class _Crowd:
    """Slow clients for as long as something goes on."""

    def __init__(self, etalon, count, tokens, answer, said):
        self._etalon, self._count, self._tokens, self._answer, self._said, self._process = etalon, count, tokens, answer, said, None

    def __enter__(self):
        if not self._count:
            return self
        place = urllib.parse.urlsplit(self._etalon.url)
        self._process = subprocess.Popen(
            [sys.executable, os.path.join(HERE, "slow.py"), place.hostname, str(place.port), *self._tokens, str(self._count), self._answer],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True, preexec_fn=_last)
        ready = self._process.stdout.readline().split()
        if ready != ["ready", str(self._count)]:
            raise RuntimeError(f"the slow clients did not all connect: {ready}")
        return self

    def __exit__(self, *_):
        if self._process:
            try:
                out, _ = self._process.communicate("", timeout=60)
            finally:
                self._process.kill()
            self._said.append(tuple(int(number) for number in re.findall(r"\d+", out)))


def _wrk(etalon, path, header, threads, connections, seconds, script=None):
    machine.favour(etalon.family())
    cpu = etalon.cpu()
    done = subprocess.run(
        ["wrk", f"-t{threads}", f"-c{connections}", f"-d{seconds}s", "--latency", "--timeout", "10s", *(["-s", script] if script else []), "-H", header, etalon.url + path],
        capture_output=True, text=True, timeout=timing.LIMIT_SECONDS, check=True).stdout
    cores = (etalon.cpu() - cpu) / seconds
    share = {name: float(number) * SCALE[unit] for name, number, unit in re.findall(r"^ +(\d+)% +([\d.]+)(us|ms|s|m)$", done, re.M)}
    bad = sum(int(number) for number in re.findall(r"Non-2xx or 3xx responses: (\d+)", done))
    bad += sum(int(number) for line in re.findall(r"Socket errors: (.*)", done) for number in re.findall(r"\d+", line))
    return Load(float(re.search(r"Requests/sec: +([\d.]+)", done).group(1)), share["50"], share["99"], bad, cores)


def _table(rounds):
    lines = ["| | requests/s | median, ms | p99, ms | cores of the server and its database |", "|---|---|---|---|---|"]
    for name, those in rounds.items():
        rate = [one.rate for one in those]
        lines.append(
            f"| {name} | {statistics.median(rate):,.0f} ({min(rate):,.0f}–{max(rate):,.0f}) | {1e3 * statistics.median(one.p50 for one in those):.2f} | "
            f"{1e3 * statistics.median(one.p99 for one in those):.2f} ({1e3 * min(one.p99 for one in those):.2f}–{1e3 * max(one.p99 for one in those):.2f}) | "
            f"{statistics.median(one.cores for one in those):.2f} |")
    return "\n".join(lines)


def _dataset(etalon):
    """A small dataset of the catalogue's; made once."""
    view = etalon.run({"operator": "random", "set": {"shape": "y=4,x=8"}, "cache": True})
    return etalon.place(view).split("/")[0]


def _large(etalon):
    """The address of an answer of 16 MB, more than the kernel keeps for a connection, which the server remembers."""
    place = etalon.place(etalon.run({"operator": "random", "set": {"shape": "y=2048,x=2048"}, "cache": True}))
    path = "/api/cube/frame?" + urllib.parse.urlencode({"cube": place, "format": "raw", "width": 2048, "height": 2048, "exact": 1})
    if len(etalon.call("GET", path)[1]) < 1 << 24:
        raise RuntimeError("the answer for slow readers is smaller than it should be")
    return path


def _token(etalon, name, *roles):
    """A token of a user, who is made if there is none."""
    if name not in [one["name"] for one in etalon.json("GET", "/api/users")]:
        etalon.json("POST", "/api/users", {"name": name, "roles": list(roles)})
    cookie, csrf = etalon.enter(etalon.json("POST", "/api/session/links", {"name": name})["code"])
    return etalon.as_session("POST", "/api/tokens", cookie, csrf, {"name": "bench", "days": 1})["secret"]


def _people(etalon):
    """The token of somebody who may not see it, and the secret of a session of the administrator's."""
    token = _token(etalon, "bench-stranger")
    session, _ = etalon.enter(etalon.json("POST", "/api/session/links", {})["code"])
    return token, session
